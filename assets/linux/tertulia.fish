# fish: the options that --help names, with their words
complete -c tertulia -a "(tertulia --help | string replace -rf '^  (--[a-z-]++)(?:,.*| [^ ]+)? *([a-z].*)?\$' '\$1\t\$2')"
