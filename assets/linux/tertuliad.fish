# fish: the options that --help names, with their words
complete -c tertuliad -a "(tertuliad --help | string replace -rf '^  (--[a-z-]++)(?:,.*| [^ ]+)? *([a-z].*)?\$' '\$1\t\$2')"
complete -c tertuliad -n __fish_use_subcommand -a backup -d 'a copy of everything it keeps, while it runs'
complete -c tertuliad -n __fish_use_subcommand -a export -d 'what was said in a room'
