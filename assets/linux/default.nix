# Nix: nix-build assets/linux/default.nix. Written with care, never run.
{ pkgs ? import <nixpkgs> { } }:
pkgs.stdenv.mkDerivation {
  pname = "tertulia";
  version = "0.2.0";
  src = pkgs.lib.cleanSource ../..;
  nativeBuildInputs = with pkgs; [ cmake ninja pkg-config ];
  buildInputs = with pkgs; [
    openssl sqlite utf8proc inih uthash wslay libseccomp fribidi qrencode icu libpng SDL2 SDL2_ttf SDL2_net
  ];
  cmakeFlags = [ "-DTERTULIA_TESTS=OFF" ];
  # the build looks for the faces in one folder
  preConfigure = ''
    mkdir faces
    for font in ${pkgs.inter} ${pkgs.jetbrains-mono} ${pkgs.noto-fonts} ${pkgs.noto-fonts-cjk-sans} ${pkgs.noto-fonts-color-emoji}; do
      find "$font/share/fonts" -type f -exec ln -sf {} faces/ \;
    done
    export TERTULIA_FONTS_FROM=$PWD/faces
  '';
  meta = {
    description = "Chat for a class, a team or friends: a light IRC window, and the server for it";
    license = pkgs.lib.licenses.mit;
    mainProgram = "tertulia";
    platforms = pkgs.lib.platforms.linux;
  };
}
