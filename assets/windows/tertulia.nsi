; The installer for Windows, for the user who runs it, without an administrator. makensis defines:
;   NUMBER   the version    SIZE   the KB of what is installed    OUT   the file to make
;   ICON, SIDE   pictures    INSTALL, REMOVE   files of commands that put it there and delete it
; /S installs without a question, /D=FOLDER somewhere else. The uninstaller, too, knows /S.
Target amd64-unicode
Unicode true
SetCompressor /SOLID lzma
ManifestDPIAware true
RequestExecutionLevel user
Name "Tertulia"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Tertulia"
InstallDirRegKey HKCU "Software\Tertulia" "Folder"
BrandingText "Tertulia ${NUMBER}"
VIProductVersion "${NUMBER}.0"
VIAddVersionKey ProductName "Tertulia"
VIAddVersionKey ProductVersion "${NUMBER}"
VIAddVersionKey FileDescription "Installs Tertulia"
VIAddVersionKey FileVersion "${NUMBER}"
VIAddVersionKey LegalCopyright "MIT License, the Tertulia authors"

!include MUI2.nsh
!include LogicLib.nsh
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\tertulia.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Tertulia"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"

!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Spanish"

LangString PROGRAMS ${LANG_ENGLISH} "Tertulia: the window and the server"
LangString PROGRAMS ${LANG_SPANISH} "Tertulia: la ventana y el servidor"
LangString LINKS ${LANG_ENGLISH} "Open irc:// and ircs:// links"
LangString LINKS ${LANG_SPANISH} "Abrir los enlaces irc:// e ircs://"
LangString DESKTOP ${LANG_ENGLISH} "Icon on the desktop"
LangString DESKTOP ${LANG_SPANISH} "Icono en el escritorio"
LangString START ${LANG_ENGLISH} "Run the chat I host when I sign in"
LangString START ${LANG_SPANISH} "Iniciar el chat que alojo al abrir mi sesión"
LangString STILL_OPEN ${LANG_ENGLISH} "Tertulia is open. Close its window, then choose Retry."
LangString STILL_OPEN ${LANG_SPANISH} "Tertulia está abierta. Cierra su ventana y elige Reintentar."
LangString STILL_RUNS ${LANG_ENGLISH} "The chat that you host here still runs, until you sign out. Its program stays in $INSTDIR; delete it afterwards."
LangString STILL_RUNS ${LANG_SPANISH} "El chat que alojas aquí sigue en marcha hasta que cierres la sesión. Su programa queda en $INSTDIR; bórralo después."
LangString STAYED ${LANG_ENGLISH} "Some of it is still in use, by the chat that runs here: $LOCALAPPDATA\tertulia. Delete that folder after signing out."
LangString STAYED ${LANG_SPANISH} "Una parte sigue en uso, por el chat que funciona aquí: $LOCALAPPDATA\tertulia. Borra esa carpeta después de cerrar la sesión."
LangString FORGET ${LANG_ENGLISH} "Delete your settings, your history and the chat you hosted here as well? This cannot be undone."
LangString FORGET ${LANG_SPANISH} "¿Borrar también tus ajustes, tu historial y el chat que alojabas aquí? No se puede deshacer."

; The window is asked to close, as by its own button; a file that is in use even so is put aside, as
; Windows lets one do, and goes when this is installed again or removed.
!macro CLOSE_WINDOW un
Function ${un}CloseWindow
    StrCpy $0 0
    again:
    FindWindow $1 "Tertulia" ""
    ${If} $1 != 0
        SendMessage $1 ${WM_CLOSE} 0 0 /TIMEOUT=2000
        ${If} $0 < 40
            IntOp $0 $0 + 1
            Sleep 250
            Goto again
        ${EndIf}
        IfSilent done
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(STILL_OPEN)" IDRETRY again
        Abort
    ${EndIf}
    done:
FunctionEnd

Function ${un}PutAside
    Exch $2
    ${If} ${FileExists} "$INSTDIR\$2"
        ClearErrors
        Delete "$INSTDIR\$2"
        ${If} ${Errors}
            Delete "$INSTDIR\$2.old"
            Rename "$INSTDIR\$2" "$INSTDIR\$2.old"
        ${EndIf}
    ${EndIf}
    Pop $2
FunctionEnd
!macroend
!insertmacro CLOSE_WINDOW ""
!insertmacro CLOSE_WINDOW "un."

Section "$(PROGRAMS)" PART_PROGRAMS
    SectionIn RO
    Call CloseWindow
    Push "tertulia.exe"
    Call PutAside
    Push "tertuliad.exe"
    Call PutAside
    Push "libfribidi-0.dll"
    Call PutAside
    Push "libqrencode.dll"
    Call PutAside
    !include "${INSTALL}"
    SetOutPath "$INSTDIR"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\Tertulia.lnk" "$INSTDIR\tertulia.exe"
    WriteRegStr HKCU "Software\Tertulia" "Folder" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Tertulia"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${NUMBER}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\tertulia.exe"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Tertulia authors"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "$(LINKS)" PART_LINKS
    ; offered among the default programs, and taken where nobody else has them
    WriteRegStr HKCU "Software\Classes\Tertulia.irc" "" "IRC"
    WriteRegStr HKCU "Software\Classes\Tertulia.irc\DefaultIcon" "" "$INSTDIR\tertulia.exe,0"
    WriteRegStr HKCU "Software\Classes\Tertulia.irc\shell\open\command" "" '"$INSTDIR\tertulia.exe" "%1"'
    WriteRegStr HKCU "Software\Tertulia\Capabilities" "ApplicationName" "Tertulia"
    WriteRegStr HKCU "Software\Tertulia\Capabilities" "ApplicationDescription" "Chat"
    WriteRegStr HKCU "Software\Tertulia\Capabilities\URLAssociations" "irc" "Tertulia.irc"
    WriteRegStr HKCU "Software\Tertulia\Capabilities\URLAssociations" "ircs" "Tertulia.irc"
    WriteRegStr HKCU "Software\RegisteredApplications" "Tertulia" "Software\Tertulia\Capabilities"
    !macro TAKE scheme
        ReadRegStr $0 HKCR "${scheme}\shell\open\command" ""
        StrCpy $1 $0 "" -19 ; of ours, from a folder where it was before
        ${If} $0 == ""
        ${OrIf} $1 == '\tertulia.exe" "%1"'
            WriteRegStr HKCU "Software\Classes\${scheme}" "" "URL:${scheme}"
            WriteRegStr HKCU "Software\Classes\${scheme}" "URL Protocol" ""
            WriteRegStr HKCU "Software\Classes\${scheme}\DefaultIcon" "" "$INSTDIR\tertulia.exe,0"
            WriteRegStr HKCU "Software\Classes\${scheme}\shell\open\command" "" '"$INSTDIR\tertulia.exe" "%1"'
        ${EndIf}
    !macroend
    !insertmacro TAKE "irc"
    !insertmacro TAKE "ircs"
SectionEnd

Section /o "$(DESKTOP)" PART_DESKTOP
    CreateShortcut "$DESKTOP\Tertulia.lnk" "$INSTDIR\tertulia.exe"
SectionEnd

Section /o "$(START)" PART_START
    WriteRegStr HKCU "${RUN}" "Tertulia" '"$INSTDIR\tertulia.exe" --host'
SectionEnd

LangString ABOUT_PROGRAMS ${LANG_ENGLISH} "For you alone; no administrator is needed."
LangString ABOUT_PROGRAMS ${LANG_SPANISH} "Solo para ti; no hace falta un administrador."
LangString ABOUT_LINKS ${LANG_ENGLISH} "A link to a chat, in a page or a message, opens it. Another program that does so already goes on doing it; Windows lets you choose."
LangString ABOUT_LINKS ${LANG_SPANISH} "Un enlace a un chat, en una página o un mensaje, lo abre. Si otro programa ya lo hace, seguirá haciéndolo; Windows deja elegir."
LangString ABOUT_START ${LANG_ENGLISH} "Once you have hosted a chat: it runs from when you sign in, without a window."
LangString ABOUT_START ${LANG_SPANISH} "Cuando hayas alojado un chat: funciona desde que abres tu sesión, sin ventana."
!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
!insertmacro MUI_DESCRIPTION_TEXT ${PART_PROGRAMS} "$(ABOUT_PROGRAMS)"
!insertmacro MUI_DESCRIPTION_TEXT ${PART_LINKS} "$(ABOUT_LINKS)"
!insertmacro MUI_DESCRIPTION_TEXT ${PART_START} "$(ABOUT_START)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Section "Uninstall"
    Call un.CloseWindow
    Push "tertulia.exe"
    Call un.PutAside
    Push "tertuliad.exe"
    Call un.PutAside
    ; what was installed, by name: whoever chose a folder with other things in it keeps them
    !include "${REMOVE}"
    Delete "$INSTDIR\tertulia.exe.old"
    Delete "$INSTDIR\libfribidi-0.dll.old"
    Delete "$INSTDIR\libqrencode.dll.old"
    StrCpy $0 0 ; a server that is ending may take a moment
    ${Do}
        Delete "$INSTDIR\tertuliad.exe.old"
        ${IfThen} ${FileExists} "$INSTDIR\tertuliad.exe.old" ${|} Sleep 250 ${|}
        IntOp $0 $0 + 1
    ${LoopUntil} $0 > 20
    ${If} ${FileExists} "$INSTDIR\tertuliad.exe.old"
        IfSilent +2
        MessageBox MB_OK|MB_ICONINFORMATION "$(STILL_RUNS)"
    ${EndIf}
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Tertulia.lnk"
    Delete "$DESKTOP\Tertulia.lnk"
    DeleteRegKey HKCU "${UNINSTALL}"
    DeleteRegKey HKCU "Software\Tertulia"
    DeleteRegValue HKCU "Software\RegisteredApplications" "Tertulia"
    DeleteRegValue HKCU "${RUN}" "Tertulia"
    DeleteRegKey HKCU "Software\Classes\Tertulia.irc"
    !macro GIVE_BACK scheme
        ReadRegStr $0 HKCU "Software\Classes\${scheme}\shell\open\command" ""
        ${If} $0 == '"$INSTDIR\tertulia.exe" "%1"'
            DeleteRegKey HKCU "Software\Classes\${scheme}"
        ${EndIf}
    !macroend
    !insertmacro GIVE_BACK "irc"
    !insertmacro GIVE_BACK "ircs"
    IfSilent kept
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(FORGET)" IDNO kept
    RMDir /r "$APPDATA\tertulia"
    RMDir /r "$LOCALAPPDATA\tertulia"
    ${If} ${FileExists} "$LOCALAPPDATA\tertulia\*.*"
        MessageBox MB_OK|MB_ICONEXCLAMATION "$(STAYED)"
    ${EndIf}
    kept:
SectionEnd
