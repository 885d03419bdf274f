# bash: completes the options that --help names, and files
complete -F _longopt tertulia tertuliad
