#pragma once
/* Every text the client shows, by key, in each language. Texts contain {name} placeholders; none is
 * built by concatenation. Two languages are built in; another only needs a file (words_read). */
#include <stdarg.h>
#include <stdbool.h>

#include "irc/bytes.h"

/* key, English, Spanish */
#define WORD_LIST(X) \
    X(APP_LINE, "Pull up a chair and talk.", "Acerca una silla y charla.") \
    X(SERVER, "Server", "Servidor") \
    X(SERVER_HINT, "host, or host:port", "nombre, o nombre:puerto") \
    X(NICKNAME, "Nickname", "Apodo") \
    X(NICKNAME_HINT, "How others see you", "Cómo te ven") \
    X(ROOM, "Room", "Sala") \
    X(ROOM_HINT, "#room", "#sala") \
    X(PASSWORD, "Password", "Contraseña") \
    X(PASSWORD_WHEN, "only for registered nicknames", "solo para apodos registrados") \
    X(PASSWORD_HINT, "Leave empty to join as a guest", "Vacía: entras sin cuenta") \
    X(PASSWORD_STAYS, "This computer logs in by itself", "Este equipo entra por sí solo") \
    X(STAY, "Don't ask again", "No volver a pedirla") \
    X(NOT_ENCRYPTED, "Not encrypted", "Sin cifrar") \
    X(CONNECT, "Connect", "Conectar") \
    X(CONNECTING, "Connecting", "Conectando") \
    X(STEP_SERVER, "Starting the server", "Iniciando el servidor") \
    X(STEP_REACHING, "Reaching the server", "Conectando con el servidor") \
    X(STEP_HELLO, "Waiting for its greeting", "Esperando su saludo") \
    X(STEP_LOGIN, "Logging in", "Entrando en la cuenta") \
    X(CANCEL, "Cancel", "Cancelar") \
    X(TRY_AGAIN, "Try again", "Reintentar") \
    X(TRY_NOW, "Try now", "Probar ahora") \
    X(STOP_TRYING, "Stop trying", "Dejar de probar") \
    X(DELETE, "Delete", "Borrar") \
    X(DELETE_ASK, "Delete this message?", "¿Borrar este mensaje?") \
    X(DELETE_ASK_DO, "It goes for everybody, and can't be brought back.", \
      "Desaparece para todos, y no se puede recuperar.") \
    X(RECENT, "Recent", "Recientes") \
    X(RECENT_NONE, "Servers you connect to will appear here.", \
      "Aquí verás los servidores en los que entres.") \
    X(AS_NICK, "{host} as {nick}", "{host} como {nick}") \
    X(AS_NICK_ONLY, "as {nick}", "como {nick}") \
    X(LAST_TODAY, "today", "hoy") \
    X(LAST_YESTERDAY, "yesterday", "ayer") \
    X(LAST_DAY, "{day} {month}", "{day} de {month}") \
    X(LAST_YEAR, "{day} {month} {year}", "{day} de {month} de {year}") \
    X(ERR_REFUSED, "Nobody answered at {host}:{port}", "Nadie responde en {host}:{port}") \
    X(ERR_REFUSED_DO, \
      "Ask whoever hosts it whether it is running, and check that this computer is on the same " \
      "network.", \
      "Pregunta a quien lo aloja si está en marcha y comprueba que este equipo está en la misma " \
      "red.") \
    X(ERR_REFUSED_HERE, \
      "No chat is running on this computer. \"Host a chat on this computer\" starts one.", \
      "En este equipo no hay ningún chat abierto. «Alojar un chat en este equipo» abre uno.") \
    X(ERR_TIMEOUT, "{host} is taking too long", "{host} tarda demasiado") \
    X(ERR_TIMEOUT_DO, "It may be switched off, or a firewall is in the way.", \
      "Puede que esté apagado o que un cortafuegos lo impida.") \
    X(ERR_NO_HOST, "We could not find {host}", "No encontramos {host}") \
    X(ERR_NO_HOST_DO, \
      "Look for a typo in the name, or use the number your host gave you, such as 192.168.1.23.", \
      "Mira si hay una errata, o usa el número que te dieron, como 192.168.1.23.") \
    X(ERR_NO_NETWORK, "This computer is not connected to a network", \
      "Este equipo no está conectado a ninguna red") \
    X(ERR_NO_NETWORK_DO, "Turn on the Wi-Fi or plug in the cable.", \
      "Activa el wifi o conecta el cable.") \
    X(ERR_NOT_CHAT, "{host}:{port} is not a chat server", \
      "{host}:{port} no es un servidor de chat") \
    X(ERR_NOT_CHAT_DO, \
      "Something else answers there. Look for a typo in the port, or ask whoever hosts the chat.", \
      "Allí responde otra cosa. Mira si hay una errata en el puerto, o pregunta a quien aloja el " \
      "chat.") \
    X(ERR_CUT, "{host} closed the connection", "{host} cerró la conexión") \
    X(ERR_CUT_DO, "It gave no reason we understand. Try again in a moment.", \
      "No dio una razón que entendamos. Vuelve a probar dentro de un momento.") \
    X(ERR_NICK_TAKEN, "{nick} is already taken", "{nick} ya está en uso") \
    X(ERR_NICK_TAKEN_DO, \
      "Choose another nickname, or enter its password if it is yours. {other} may be free.", \
      "Elige otro apodo, o escribe su contraseña si es tuyo. {other} puede estar libre.") \
    X(ERR_NICK_BAD, "{nick} cannot be a nickname here", "{nick} no vale como apodo aquí") \
    X(ERR_ROOM_SPACE, "Room names can't contain spaces", \
      "El nombre de una sala no lleva espacios") \
    X(ERR_ROOM_SPACE_DO, "Write a hyphen instead, as in class-2b, or a comma between two rooms.", \
      "Escribe un guion, como en clase-2b, o una coma entre dos salas.") \
    X(ERR_NICK_SPACE, "Nicknames can't contain spaces", "Un apodo no lleva espacios") \
    X(ERR_NICK_BAD_DO, "Use letters and digits, and do not start with a digit.", \
      "Usa letras y números, y no empieces por un número.") \
    X(ERR_PASSWORD, "Wrong password", "La contraseña no es correcta") \
    X(ERR_PASSWORD_DO, "Check Caps Lock, or join with another nickname.", \
      "Revisa las mayúsculas, o entra con otro apodo.") \
    X(ERR_LIAR, "{host} does not know your password", "{host} no conoce tu contraseña") \
    X(ERR_LIAR_DO, \
      "Your server would have shown that it does: this may be another one. Your " \
      "password was not sent.", \
      "Tu servidor lo habría demostrado: puede que este sea otro. No se ha enviado tu " \
      "contraseña.") \
    X(ERR_REGISTER, "Could not register {nick}", "No se pudo registrar {nick}") \
    X(ERR_REGISTER_DO, "If it is yours already, check the password; if not, choose another.", \
      "Si ya es tuyo, revisa la contraseña; si no, elige otro.") \
    X(JOIN_AS, "Join as {nick}", "Entrar como {nick}") \
    X(MAKE_MINE, "Register {nick}", "Registrar {nick}") \
    X(NOT_YOURS_YET, \
      "Nobody owns {nick} yet. To make it yours, open your account at the bottom left.", \
      "{nick} aún no es de nadie. Para que sea tuyo, abre tu cuenta, abajo a la izquierda.") \
    X(ERR_FULL, "{host} is full", "{host} está completo") \
    X(ERR_FULL_DO, "Try again later.", "Prueba más tarde.") \
    X(ERR_KILLED, "An operator disconnected you from {host}", \
      "Quien administra {host} te ha desconectado") \
    X(ERR_KILLED_DO, "You can connect again.", "Puedes volver a conectarte.") \
    X(ERR_LOGGED_OUT, "You were logged out of {host} on another device", \
      "Se ha cerrado tu sesión en {host} desde otro equipo") \
    X(ERR_LOGGED_OUT_DO, "If that was you, log in again here.", \
      "Si has sido tú, vuelve a entrar desde aquí.") \
    X(ERR_BANNED, "You are banned from {host}", "Tienes vetada la entrada en {host}") \
    X(ERR_BANNED_DO, "An operator has banned you.", "Quien lo administra te ha vetado.") \
    X(ERR_SERVER_EMPTY, "Which server?", "¿Qué servidor?") \
    X(ERR_SERVER_EMPTY_DO, "Type the name or the number its host gave you, such as 192.168.1.23.", \
      "Escribe el nombre o el número que te dieron, como 192.168.1.23.") \
    X(ERR_NICK_EMPTY, "What should we call you?", "¿Cómo te llamamos?") \
    X(ERR_NICK_EMPTY_DO, "Choose a nickname: letters and digits.", \
      "Elige un apodo: letras y números.") \
    X(ERR_PORT_BAD, "{port} is not a port", "{port} no es un puerto") \
    X(ERR_PORT_BAD_DO, "After the colon comes a number between 1 and 65535.", \
      "Tras los dos puntos va un número entre 1 y 65535.") \
    X(JUMP_TO, "Jump to", "Ir a") \
    X(PEOPLE_MESSAGES, "Direct messages", "Mensajes directos") \
    X(MESSAGE_TO, "Message {name}", "Mensaje para {name}") \
    X(MESSAGE_LATER, "Message {name} (sent when reconnected)", \
      "Mensaje para {name} (se enviará al reconectar)") \
    X(SAY_HELLO, "Say hello in {name}", "Saluda en {name}") \
    X(TYPE_COMMAND, "Type a /command", "Escribe una /orden") \
    X(NO_TOPIC, "No topic yet. Say in one line what this room is for.", \
      "Aún no hay tema. Di en una línea para qué es esta sala.") \
    X(OUT, "You are not in {room}", "No estás en {room}") \
    X(OUT_DO, "What is said there is not shown, and nothing you write is sent.", \
      "No se ve lo que se dice allí, ni se envía lo que escribas.") \
    X(JOIN_AGAIN, "Join again", "Volver a entrar") \
    X(NOT_IN_ROOM, "You are not in this room. Type /join to join again.", \
      "No estás en esta sala. Escribe /join para volver a entrar.") \
    X(ROOM_START, "This is the start of {name}", "Aquí empieza {name}") \
    X(ROOM_MADE, "You created this room a moment ago, and you are its operator.", \
      "La acabas de crear y la moderas.") \
    X(ROOM_NO_PAST, \
      "This server keeps no history. You only see messages sent while you were connected.", \
      "Este servidor no guarda los mensajes. Solo ves lo dicho mientras estabas conectado.") \
    X(PERSON_START, "This is between you and {name}", "Esto queda entre {name} y tú") \
    X(ONLINE_1, "1 person is online now.", "1 persona en línea ahora.") \
    X(ONLINE_N, "{n} people are online now.", "{n} personas en línea ahora.") \
    X(MENU_DETAILS, "Connection details", "Detalles de la conexión") \
    X(ROOMS_EMPTY, "There are no rooms yet. Type a name to create one.", \
      "Aún no hay salas. Escribe un nombre para crear una.") \
    X(SERVER_START, "Messages from {name}", "Mensajes de {name}") \
    X(NO_TOPIC_SHORT, "No topic", "Sin tema") \
    X(BRING_PEOPLE, "Invite people", "Invita a gente") \
    X(BRING_PEOPLE_DO, "Copies a link to {name} for others to open.", \
      "Copia un enlace a {name} para que otros lo abran.") \
    X(ROOM_LINK_COPIED, "Copied, paste it to those who should come: {text}", \
      "Copiado, pégaselo a quien quieras traer: {text}") \
    X(SET_TOPIC, "Set a topic", "Pon un tema") \
    X(SET_TOPIC_DO, "One line about what this room is for.", "Una línea: para qué es esta sala.") \
    X(CLOSE_DOOR, "Make it private", "Hazla privada") \
    X(CLOSE_DOOR_DO, "Only people you invite can join.", "Solo entra quien invites.") \
    X(OPERATORS, "Operators", "Moderación") \
    X(ONLINE, "Online", "En línea") \
    X(AWAY, "Away", "Ausentes") \
    X(BEFORE_CUT, "Here before the disconnect", "Aquí antes del corte") \
    X(ME_ONLINE, "Online", "En línea") \
    X(ME_AWAY, "Away", "Ausente") \
    X(ME_RECONNECTING, "Reconnecting", "Reconectando") \
    X(ME_OFFLINE, "Not connected", "Sin conexión") \
    X(STATUS_CONNECTED, "Connected", "Conectado") \
    X(STATUS_CONNECTING, "Connecting", "Conectando") \
    X(STATUS_RETRY, "Reconnecting in {n} s", "Reconectando en {n} s") \
    X(STATUS_OFFLINE, "Not connected", "Sin conexión") \
    X(STATUS_LAG, "Lag {n} ms", "Retardo {n} ms") \
    X(STATUS_TRY, "Attempt {n}", "Intento {n}") \
    X(MENU_QUOTE, "Quote", "Citar") \
    X(MENU_OPEN_LINK, "Open link", "Abrir enlace") \
    X(MENU_COPY_LINK, "Copy link", "Copiar enlace") \
    X(MENU_UNREAD, "Mark as unread from here", "Marcar como no leído desde aquí") \
    X(MENU_WRITE_TO, "Message {name}", "Escribir a {name}") \
    X(MENU_IGNORE, "Ignore {name}", "Ignorar a {name}") \
    X(MENU_UNIGNORE, "Stop ignoring {name}", "Dejar de ignorar a {name}") \
    X(MENU_MENTION, "Mention", "Mencionar") \
    X(MENU_WHOIS, "Profile", "Ver perfil") \
    X(MENU_COPY_NAME, "Copy name", "Copiar nombre") \
    X(MENU_OPERATOR, "Make operator", "Dar moderación") \
    X(MENU_KICK, "Remove from room", "Expulsar de la sala") \
    X(MENU_BAN, "Ban from room", "Vetar en la sala") \
    X(MENU_READ, "Mark as read", "Marcar como leído") \
    X(MENU_LOUD, "Notify me: all messages", "Avisarme: todos los mensajes") \
    X(MENU_MENTIONS, "Notify me: mentions only", "Avisarme: solo menciones") \
    X(MENU_MUTE, "Notify me: never", "Avisarme: nunca") \
    X(MENU_BESIDE, "Open beside this one", "Abrir al lado de esta") \
    X(KEY_SPLIT, "Two conversations side by side", "Dos conversaciones, una al lado de otra") \
    X(KEY_PANE, "Switch pane", "Cambiar de panel") \
    X(NEARBY, "On this network", "En esta red") \
    X(LOOKING, "Looking", "Buscando") \
    X(NEARBY_NONE, "Chats that run on other computers of this network appear here.", \
      "Aquí verás los chats abiertos en otros equipos de esta red.") \
    X(PEOPLE_0, "nobody yet", "aún nadie") \
    X(PEOPLE_1, "1 person", "1 persona") \
    X(PEOPLE_N, "{n} people", "{n} personas") \
    X(SET_NEARBY, "Look for servers on this network", "Buscar servidores en esta red") \
    X(SET_NEARBY_NOTE, "While the login screen is open; nothing leaves the local network.", \
      "Mientras se ve la pantalla de entrada; nada sale de la red local.") \
    X(CONSOLE_TITLE_SHORT, "Hosting", "Alojado") \
    X(CONSOLE_TITLE, "Hosting on this computer", "Alojado en este equipo") \
    X(CONSOLE_SINCE, "{name} · open {since}", "{name} · abierto {since}") \
    X(CONSOLE_ADDRESS, "Give this address to the others", "Da esta dirección a los demás") \
    X(CONSOLE_ADDRESS_DO, "They enter it in the Server field.", \
      "La escriben en el campo Servidor.") \
    X(CONSOLE_COPY, "Copy", "Copiar") \
    X(CONSOLE_COPIED, "Copied", "Copiado") \
    X(CONSOLE_FINGERPRINT, "Fingerprint they should see", "Huella que deben ver") \
    X(CONSOLE_FINGERPRINT_DO, "Read it aloud, or write it on the board", \
      "Léela en voz alta o escríbela en la pizarra") \
    X(CONSOLE_ELSEWHERE, "The server was started before this window.", \
      "El servidor se inició antes que esta ventana.") \
    X(CONSOLE_NOW, "Right now", "Ahora mismo") \
    X(CONSOLE_PEOPLE, "People", "Gente") \
    X(CONSOLE_PEOPLE_N, "People · {n}", "Gente · {n}") \
    X(CONSOLE_FROM, "Address", "Dirección") \
    X(CONSOLE_IDLE, "Idle", "Inactivo") \
    X(CONSOLE_CAME, "Since", "Desde") \
    X(CONSOLE_LAG, "Lag", "Retardo") \
    X(GUEST_SINCE, "Here {since}", "Aquí {since}") \
    X(GUEST_LAG, "Here {since}, lag {n} ms", "Aquí {since}, retardo {n} ms") \
    X(CONSOLE_LOG, "Live log", "Registro") \
    X(CONSOLE_EVERYBODY, "Everyone", "Todos") \
    X(CONSOLE_CHOSEN, "{n} selected", "Elegidas: {n}") \
    X(CONSOLE_TO_ALL, "Message to everyone", "Mensaje para todos") \
    X(CONSOLE_TO_CHOSEN, "Message to those selected", "Para quienes marques") \
    X(CONSOLE_STOP, "Stop hosting", "Dejar de alojar") \
    X(CONSOLE_STOP_ASK, "Stop hosting?", "¿Dejar de alojar?") \
    X(CONSOLE_STOP_0, "Nobody else is connected. Rooms, messages and accounts are kept.", \
      "No hay nadie más. Las salas, los mensajes y las cuentas se conservan.") \
    X(CONSOLE_STOP_1, "One person is disconnected. Rooms, messages and accounts are kept.", \
      "Se desconecta a una persona. Las salas, los mensajes y las cuentas se conservan.") \
    X(CONSOLE_STOP_N, "{name} people are disconnected. Rooms, messages and accounts are kept.", \
      "Se desconecta a {name} personas. Las salas, los mensajes y las cuentas se conservan.") \
    X(CONSOLE_CODE, "QR code", "Código QR") \
    X(CONSOLE_FIREWALL, \
      "The firewall of this computer ({name}) is on. If the others can't join: {text}", \
      "El cortafuegos de este equipo ({name}) está activo. Si los demás no pueden entrar: {text}") \
    X(CONSOLE_OPERATOR, "Make operator of {name}", "Dar la moderación de {name}") \
    X(CONSOLE_TOPIC, "Change the topic of {name}", "Cambiar el tema de {name}") \
    X(CONSOLE_STAYS, "Keep running when this window is closed", \
      "Seguir abierto al cerrar esta ventana") \
    X(SERVER_SET_TITLE, "Server settings", "Ajustes del servidor") \
    X(SERVER_SET_NAME, "Name", "Nombre") \
    X(SERVER_SET_NAME_NOTE, "of this chat, as others see it", \
      "de este chat, como lo ven los demás") \
    X(SERVER_SET_NAME_HINT, "Tertulia", "Tertulia") \
    X(SERVER_SET_MOTD, "Welcome", "Bienvenida") \
    X(SERVER_SET_MOTD_NOTE, "shown to everyone who joins", "todos la leen al entrar") \
    X(SERVER_SET_MOTD_HINT, "Be kind. Homework goes into #tasks.", \
      "Sed amables. Los deberes, en #tareas.") \
    X(SERVER_SET_ROOMS, "Default rooms", "Salas iniciales") \
    X(SERVER_SET_ROOMS_NOTE, "everyone joins these automatically", \
      "todos entran en ellas al llegar") \
    X(SERVER_SET_ROOMS_HINT, "#tertulia #tasks", "#tertulia #tareas") \
    X(SAVE, "Save", "Guardar") \
    X(CONSOLE_TAKE_OUT, "Disconnect {name}", "Desconectar a {name}") \
    X(CONSOLE_KEEP_OUT, "Ban from the server", "Vetar en el servidor") \
    X(CONSOLE_TAKEN_OUT, "removed by the host", "te ha expulsado el anfitrión") \
    X(OPERATOR_NOW, "You are an operator of this server now", "Ahora administras este servidor") \
    X(WHOIS_USER, "{a} is {text}, from {host}", "{a} es {text}, desde {host}") \
    X(WHOIS_FROM, "{a} connects from {host}", "{a} se conecta desde {host}") \
    X(WHOIS_SERVER, "{a} is connected to {text}", "{a} usa el servidor {text}") \
    X(WHOIS_OPERATOR, "{a} is an operator of this server", "{a} administra este servidor") \
    X(WHOIS_ROOMS, "{a} is in {text}", "{a} está en las salas {text}") \
    X(WHOIS_ACCOUNT, "Logged in as {text}", "Con la cuenta {text}") \
    X(WHOIS_BOT, "{a} is a bot", "{a} es un bot") \
    X(WHOIS_ADDRESS, "The address is {text}", "Su dirección es {text}") \
    X(WHOIS_ENCRYPTED, "{a} is connected with encryption", "La conexión de {a} va cifrada") \
    X(WHOIS_IDLE, "Last active {time} ago", "Sin actividad desde hace {time}") \
    X(WHOIS_IDLE_SINCE, "Last active {time} ago, here {since}", \
      "Sin actividad desde hace {time}, aquí {since}") \
    X(OFFERED_ME, "{a} offers you {room}", "{a} te ofrece {room}") \
    X(OFFERED_ME_DO, "It would be yours: its settings, its operators and its bans.", \
      "Sería tuya: sus ajustes, su moderación y sus vetos.") \
    X(OFFER_TAKE, "Take it", "Aceptarla") \
    X(OFFER_LEAVE, "Not now", "Ahora no") \
    X(ANNOUNCED, "{a} to everyone on {server}", "{a} a todo {server}") \
    X(TOLD_0, "Nobody else is here: {text}", "No hay nadie más: {text}") \
    X(TOLD_1, "Sent to 1 person: {text}", "Enviado a 1 persona: {text}") \
    X(TOLD, "Sent to {n} people: {text}", "Enviado a {n} personas: {text}") \
    X(IDLE_NOW, "now", "ahora") \
    X(HOURS, "{n} h", "{n} h") \
    X(MENU_ROOMS, "All rooms", "Todas las salas") \
    X(MENU_DISCONNECT, "Leave server", "Salir del servidor") \
    X(MENU_LEAVE, "Leave room", "Salir de la sala") \
    X(MENU_LEARN, "Add \"{name}\" to dictionary", "Añadir «{name}» al diccionario") \
    X(ON, "on", "sí") \
    X(OFF, "off", "no") \
    X(MENU_CUT, "Cut", "Cortar") \
    X(MENU_PASTE, "Paste", "Pegar") \
    X(MENU_SELECT_ALL, "Select all", "Seleccionar todo") \
    X(UNIGNORED, "{a} is no longer ignored", "Ya no ignoras a {a}") \
    X(ROOMS_ALL, "All rooms", "Todas las salas") \
    X(ROOMS_HINT, "Name or topic of a room", "Nombre o tema de una sala") \
    X(ROOMS_NONE, "No rooms found", "No se encontró ninguna sala") \
    X(NO_THEME, \
      "There is no theme called {name}. It belongs in themes/{name}.theme, beside the " \
      "settings.", \
      "No existe el tema {name}. Su lugar es themes/{name}.theme, junto a los ajustes.") \
    X(ARG_REASON, "reason", "motivo") \
    X(ARG_NICKNAME, "nickname", "apodo") \
    X(ARG_ROOM, "#room", "#sala") \
    X(ARG_KEY, "password", "contraseña") \
    X(ARG_TEXT, "text", "texto") \
    X(ARG_CHANGES, "changes", "cambios") \
    X(ARG_WORDS, "words", "palabras") \
    X(ARG_PASSWORD, "password", "contraseña") \
    X(ARG_NAME, "name", "nombre") \
    X(ARG_LINE, "line", "línea") \
    X(EMOJI_ARG, "emoji", "emoji") \
    X(ARG_HOST, "server", "servidor") \
    X(ARG_PORT, "port", "puerto") \
    X(KEY_WALK, "Move between controls", "Moverse entre controles") \
    X(ROOMS_1, "1 room at {name}", "1 sala en {name}") \
    X(ROOMS_OF, "{n} rooms at {name}", "{n} salas en {name}") \
    X(ROOMS_COMING, "{n} so far ...", "{n} por ahora ...") \
    X(EMOJI, "Emoji", "Emoji") \
    X(EMOJI_HINT, "Find one by a word", "Busca uno con una palabra") \
    X(EMOJI_NONE, "No emoji found", "No se encontró ningún emoji") \
    X(MANY_LINES, \
      "This server would show {n} messages, one for each line. Press Enter again to " \
      "send them.", \
      "Este servidor mostraría {n} mensajes, uno por línea. Pulsa Intro otra vez para " \
      "enviarlos.") \
    X(COPY_CODE, "Copy code", "Copiar código") \
    X(SHOW_ALL, "Show all {n} lines", "Mostrar las {n} líneas") \
    X(SHOW_LESS, "Show less", "Mostrar menos") \
    X(STATUS_SERVERS, "{n} servers", "{n} servidores") \
    X(BACK, "Back to the conversations", "Volver a las conversaciones") \
    X(ANOTHER_SERVER, "Connect to another server", "Conectar con otro servidor") \
    X(HELP_CONNECT, "another server, besides this one", "otro servidor, además de este") \
    X(STATUS_WAITING_1, "1 message waiting", "1 mensaje en espera") \
    X(STATUS_WAITING, "{n} messages waiting", "{n} mensajes en espera") \
    X(CUT_RETRY_1, "Can't reach {server}. Trying again in 1 second.", \
      "No se puede conectar con {server}. Otro intento en 1 segundo.") \
    X(CUT_RETRY, "Can't reach {server}. Trying again in {n} seconds.", \
      "No se puede conectar con {server}. Otro intento en {n} segundos.") \
    X(CUT_TRYING, "Can't reach {server}. Trying now.", \
      "No se puede conectar con {server}. Probando ahora.") \
    X(CUT_WAITS, "What you write now waits here and is sent as soon as the connection is back.", \
      "Lo que escribas espera aquí y se envía en cuanto vuelva la conexión.") \
    X(CLOSED, "{server} has been closed", "Se ha cerrado {server}") \
    X(CLOSED_DO, \
      "You will be back automatically when it opens again. What you write now waits here.", \
      "Volverás a entrar cuando se abra de nuevo. Lo que escribas ahora espera aquí.") \
    X(CUT_STOPPED, "Not connected to {server}.", "Sin conexión con {server}.") \
    X(CUT_STOPPED_DO, "Nothing is lost; what you wrote waits here.", \
      "No se ha perdido nada; lo que escribiste espera aquí.") \
    X(CUT_AT, "Connection lost at {time}", "Conexión perdida a las {time}") \
    X(BACK_AT, "Reconnected after {time}", "Conexión recuperada tras {time}") \
    X(SECONDS, "{n} s", "{n} s") \
    X(MINUTES, "{n} min", "{n} min") \
    X(WAITING, "Waiting to be sent", "En espera de envío") \
    X(LEAVE_LOSES, "Your unsent messages would be lost. Close it again to leave anyway.", \
      "Se perderían los mensajes sin enviar. Ciérrala otra vez para salir igualmente.") \
    X(NOT_SENT, "Not sent", "Sin enviar") \
    X(NEW_1, "1 new message", "1 mensaje nuevo") \
    X(NEW_N, "{n} new messages", "{n} mensajes nuevos") \
    X(TO_NOW, "Jump to latest", "Ir a lo último") \
    X(TODAY, "Today, {date}", "Hoy, {date}") \
    X(YESTERDAY, "Yesterday, {date}", "Ayer, {date}") \
    X(DATE, "{weekday} {day} {month}", "{weekday} {day} de {month}") \
    X(DATE_TIME, "{date}, {time}", "{date}, {time}") \
    X(DATE_YEAR, "{weekday} {day} {month} {year}", "{weekday} {day} de {month} de {year}") \
    X(JOINED_1, "{a} joined", "Entró {a}") \
    X(JOINED_2, "{a} and {b} joined", "Entraron {a} y {b}") \
    X(JOINED_3, "{a}, {b} and 1 other joined", "Entraron {a}, {b} y 1 más") \
    X(JOINED_N, "{a}, {b} and {n} others joined", "Entraron {a}, {b} y {n} más") \
    X(LEFT_1, "{a} left", "Salió {a}") \
    X(LEFT_2, "{a} and {b} left", "Salieron {a} y {b}") \
    X(LEFT_3, "{a}, {b} and 1 other left", "Salieron {a}, {b} y 1 más") \
    X(LEFT_N, "{a}, {b} and {n} others left", "Salieron {a}, {b} y {n} más") \
    X(LEFT_WHY, "{a} left: {reason}", "Salió {a}: {reason}") \
    X(I_MADE, "You created the room · {time}", "Creaste la sala · {time}") \
    X(I_JOINED, "You joined · {time}", "Entraste · {time}") \
    X(I_LEFT, "You left · {time}", "Saliste · {time}") \
    X(TOPIC_SET, "{a} set the topic: {topic}", "{a} puso el tema: {topic}") \
    X(TOPIC_GONE, "{a} removed the topic", "{a} quitó el tema") \
    X(EVENT_CAME, "{a} connected from {host}", "{a} se ha conectado desde {host}") \
    X(EVENT_LEFT, "{a} disconnected: {reason}", "{a} se ha desconectado: {reason}") \
    X(EVENT_LEFT_ONLY, "{a} disconnected", "{a} se ha desconectado") \
    X(EVENT_ROOM, "{a} created {b}", "{a} creó {b}") \
    X(EVENT_WRONG_PASSWORD, "Wrong password for {a}, from {host}", \
      "Contraseña incorrecta para {a}, desde {host}") \
    X(EVENT_NOT_OPER, "{a} could not log in as operator {b}, from {host}", \
      "{a} no pudo entrar para administrar como {b}, desde {host}") \
    X(EVENT_OPER, "{a} is now an operator of this server ({b})", \
      "{a} administra ahora este servidor ({b})") \
    X(EVENT_KILL, "{a} disconnected {b}: {reason}", "{a} desconectó a {b}: {reason}") \
    X(EVENT_KILL_ONLY, "{a} disconnected {b}", "{a} desconectó a {b}") \
    X(EVENT_BAN, "{a} banned {b} from the server ({reason})", \
      "{a} vetó {b} en el servidor ({reason})") \
    X(EVENT_BAN_ONLY, "{a} banned {b} from the server", "{a} vetó {b} en el servidor") \
    X(EVENT_UNBAN, "{a} lifted the ban of {b}", "{a} quitó el veto a {b}") \
    X(EVENT_LOCKED, "{a} lets only people with an account connect", \
      "{a} deja entrar solo a gente con cuenta") \
    X(EVENT_UNLOCKED, "{a} lets everyone connect again", \
      "{a} deja entrar otra vez a todo el mundo") \
    X(EVENT_SETTING, "{a} changed the setting {b}", "{a} cambió el ajuste {b}") \
    X(ROOM_RENAMED, "{a} renamed the room from {b} to {room}", \
      "{a} cambió el nombre de la sala: de {b} a {room}") \
    X(NICK_CHANGED, "{a} is now {b}", "{a} ahora es {b}") \
    X(I_AM_NOW, "You are now {b}", "Ahora eres {b}") \
    X(KICKED, "{op} removed {a}{why}", "{op} expulsó a {a}{why}") \
    X(KICKED_ME, "{op} removed you from {room}{why}.", "{op} te ha expulsado de {room}{why}.") \
    X(BANNED_ME, "{op} banned you from {room}{why}.", \
      "{op} te ha vetado la entrada en {room}{why}.") \
    X(BANNED_ME_UNTIL, "{op} banned you from {room} {until}{why}.", \
      "{op} te ha vetado la entrada en {room} {until}{why}.") \
    X(MUTED_ME, "You are muted in {room}: you can read, but not write.", \
      "En {room} estás en silencio: puedes leer, pero no escribir.") \
    X(MUTED_ME_UNTIL, "You are muted in {room} {until}: you can read, but not write.", \
      "En {room} estás en silencio {until}: puedes leer, pero no escribir.") \
    X(INVITED_ME, "{a} invites you to {room}. Type /join {room} to join.", \
      "{a} te invita a {room}. Escribe /join {room} para entrar.") \
    X(INVITED, "You invited {a} to {room}", "Has invitado a {a} a {room}") \
    X(TIP_SEND, "Send", "Enviar") \
    X(TIP_CLOSE, "Close", "Cerrar") \
    X(TIP_MORE, "More", "Más") \
    X(TIP_WRITE, "Write a message", "Escribir un mensaje") \
    X(TIP_TAKE_OUT, "Disconnect", "Desconectar") \
    X(TIP_SHOW_PASSWORD, "Show the password", "Mostrar la contraseña") \
    X(TIP_THEME, "Light or dark", "Claro u oscuro") \
    X(ACCOUNT, "Your account", "Tu cuenta") \
    X(EDITING_MOVES, "It is deleted and sent again below", "Se borra y se envía de nuevo abajo") \
    X(EDITED, "(edited)", "(editado)") \
    X(EDITED_BEFORE, "Before: {text}", "Antes: {text}") \
    X(EDITED_UNSEEN, "Edited before you saw it", "Editado antes de que lo vieras") \
    X(MENU_EDIT, "Edit", "Editar") \
    X(ACCOUNT_YOU, "You", "Tú") \
    X(ACCOUNT_PRESENCE, "How you appear", "Cómo apareces") \
    X(ACCOUNT_PRESENCE_NOTE, "Others see it beside your name.", "Se ve junto a tu nombre.") \
    X(ACCOUNT_WHY, "Away message", "Mensaje de ausencia") \
    X(ACCOUNT_WHY_HINT, "Back at twelve", "Vuelvo a las doce") \
    X(ACCOUNT_PROFILE, "How others see you", "Cómo te ven") \
    X(ACCOUNT_NAME, "Display name", "Nombre visible") \
    X(ACCOUNT_PRONOUNS, "Pronouns", "Pronombres") \
    X(ACCOUNT_PRONOUNS_HINT, "he, she, they, as you like", "él, ella, elle, como quieras") \
    X(ACCOUNT_STATUS, "Status", "Estado") \
    X(ACCOUNT_STATUS_HINT, "What are you up to?", "¿Qué haces?") \
    X(ACCOUNT_PROFILE_NOTE, "Others see it in your profile.", "Se ve en tu perfil.") \
    X(ACCOUNT_FOREIGN, \
      "For more account options on this server, ask NickServ: /msg NickServ help", \
      "Para ver más opciones de la cuenta, pregunta a NickServ: /msg NickServ help") \
    X(ACCOUNT_GUEST, \
      "You are a guest: when you leave, anyone can take the nickname {nick}, and rooms forget " \
      "your " \
      "roles. With an account it stays yours, you stay in your rooms while offline, and it is " \
      "the " \
      "same on all your devices.", \
      "Estás sin cuenta: cuando salgas, cualquiera podrá usar el apodo {nick} y las salas " \
      "olvidarán " \
      "tus funciones. Con una cuenta sigue siendo tuyo, sigues en tus salas sin conexión, y es " \
      "el " \
      "mismo en todos tus equipos.") \
    X(ACCOUNT_PASSWORD_NOTE, "nobody can read it here", "aquí nadie la puede leer") \
    X(ACCOUNT_HAVE, "I have an account", "Ya tengo cuenta") \
    X(REGISTER, "Register", "Registrar") \
    X(ACCOUNT_IS, "Your account on {server} is {name}.", "Tu cuenta en {server} es {name}.") \
    X(ACCOUNT_OLD, "Current password", "Contraseña actual") \
    X(ACCOUNT_NEW, "New password", "Contraseña nueva") \
    X(ACCOUNT_CHANGE, "Change", "Cambiar") \
    X(ACCOUNT_CHANGED, "Password changed.", "Contraseña cambiada.") \
    X(ACCOUNT_BAD, "This password cannot be used.", "Esta contraseña no se puede usar.") \
    X(ACCOUNT_SHORT, "Too short: {n} characters or more", "Demasiado corta: {n} caracteres o más") \
    X(ACCOUNT_WAIT, "Too many tries. Wait a few minutes.", \
      "Demasiados intentos. Espera unos minutos.") \
    X(ACCOUNT_NO_SPACES, "A password here has no spaces.", \
      "Aquí una contraseña no lleva espacios.") \
    X(ACCOUNT_ALSO_YOURS, "yours too", "también es tuyo") \
    X(ACCOUNT_NOT_YOURS, "anyone can take it", "lo puede usar cualquiera") \
    X(ACCOUNT_GROUP, "Make it yours", "Hazlo tuyo") \
    X(ACCOUNT_UNGROUP, "Give up", "Renunciar") \
    X(ACCOUNT_CERTIFICATE, "Log in without a password on this computer", \
      "Entrar sin contraseña en este equipo") \
    X(ACCOUNT_CERTIFICATE_NOTE, "A key stored here is used instead. Other devices still ask.", \
      "Se usa una clave guardada aquí. Los demás la piden.") \
    X(ACCOUNT_CERTIFICATE_HOW, \
      "Choose “Don't ask again” when you log in, over an encrypted " \
      "connection.", \
      "Elige «No volver a pedirla» al entrar, con conexión cifrada.") \
    X(ACCOUNT_STAYS, "Stay in your rooms while offline", "Seguir en tus salas sin conexión") \
    X(ACCOUNT_STAYS_NOTE, "You get the messages that were sent while you were away.", \
      "Recibes los mensajes enviados mientras no estabas.") \
    X(ACCOUNT_DEVICES, "Logged in", "Sesiones") \
    X(ACCOUNT_SINCE_CERTIFICATE, "{since}, with a certificate", "{since}, con certificado") \
    X(ACCOUNT_THIS, "This computer", "Este equipo") \
    X(ACCOUNT_LOG_OUT, "Log out", "Cerrar sesión") \
    X(ACCOUNT_OTHERS, "Log out everywhere else", "Cerrar las demás") \
    X(ACCOUNT_OTHERS_ASK, "Log out everywhere else?", "¿Cerrar las demás sesiones?") \
    X(ACCOUNT_OTHERS_BODY, "Your other devices are disconnected, and have to log in again.", \
      "Tus otros equipos se desconectan y tendrán que entrar otra vez.") \
    X(ACCOUNT_GONE, "Delete account", "Borrar la cuenta") \
    X(ACCOUNT_GONE_NOTE, \
      "Nobody can have its name again, and its rooms belong to nobody. What you wrote stays.", \
      "Nadie podrá volver a tener su nombre, y sus salas no son de nadie. Lo que escribiste se " \
      "queda.") \
    X(ACCOUNT_GONE_ASK, "Delete account {name}?", "¿Borrar la cuenta {name}?") \
    X(ACCOUNT_GONE_DO, "Delete", "Borrar") \
    X(PINS, "Pinned messages", "Mensajes fijados") \
    X(PINS_NONE, "Nothing is pinned here.", "Aquí no hay nada fijado.") \
    X(PINS_NOTE, "Operators pin and unpin by the menu of a message.", \
      "Quien modera fija y desfija desde el menú de un mensaje.") \
    X(PINS_FULL, "There is no room for another pinned message. Unpin one first.", \
      "No caben más mensajes fijados. Desfija antes uno.") \
    X(PIN_SHOW, "Show", "Ver") \
    X(PIN_ELSEWHERE, "A message from before", "Un mensaje de antes") \
    X(MENU_PIN, "Pin", "Fijar") \
    X(MENU_UNPIN, "Unpin", "Desfijar") \
    X(CARD_ROLE, "Role", "Función") \
    X(CARD_OPERATES, "Operator of the server", "Administra el servidor") \
    X(CARD_GUEST, "none: a guest", "ninguna") \
    X(CARD_ROOMS, "Shared rooms", "Salas en común") \
    X(CARD_ACCOUNT, "Account", "Cuenta") \
    X(CARD_SINCE, "Online since", "En línea desde") \
    X(CARD_ACTIVE, "Last active", "Última actividad") \
    X(WHOIS_PROFILE, "Profile: {text}", "Perfil: {text}") \
    X(ERR_SERVER_PASSWORD, "{host} asks for its own password", "{host} pide su propia contraseña") \
    X(ERR_SERVER_PASSWORD_DO, "Ask whoever hosts it. It is not the password of your nickname.", \
      "Pídela a quien lo aloja. No es la contraseña de tu apodo.") \
    X(SERVER_PASSWORD_WRONG, \
      "That was not the password of this server. Ask whoever hosts it; it is not the password of " \
      "your nickname.", \
      "Esa no era la contraseña de este servidor. Pídela a quien lo aloja; no es la de tu apodo.") \
    X(SERVER_SET_PASSWORD, "Password of the server", "Contraseña del servidor") \
    X(SERVER_SET_PASSWORD_NOTE, "everyone needs it to connect; empty: nobody does", \
      "hace falta para entrar; vacía: no hace falta") \
    X(SERVER_SET_PASSWORD_HINT, "none", "ninguna") \
    X(HOSTING_1, "Hosting · 1 person", "Alojando · 1 persona") \
    X(HOSTING_N, "Hosting · {n} people", "Alojando · {n} personas") \
    X(SERVER_BANS, "Server bans", "Vetos del servidor") \
    X(SERVER_BANS_NONE, "No bans", "Sin vetos") \
    X(SERVER_UNBAN, "Unban", "Quitar veto") \
    X(SERVER_BAN_WHO, "A person who is here, an address, or a mask such as *@192.0.2.7.", \
      "Una persona que está aquí, una dirección, o una máscara como *@192.0.2.7.") \
    X(SERVER_BAN_ABSENT, "Nobody here is called that: this applies to the address or mask.", \
      "Aquí nadie se llama así: vale para esa dirección o máscara.") \
    X(SERVER_BAN_ALONE, "Disconnects {name} and keeps {text} out. Nobody else here is affected.", \
      "Desconecta a {name} y veta {text}. No afecta a nadie más de aquí.") \
    X(SERVER_BAN_HITS, "Keeps {text} out. Also disconnects {list}.", \
      "Veta {text}. También desconecta a {list}.") \
    X(CONNECTION, "Connection", "Conexión") \
    X(CONNECTION_ENCRYPTION, "Encryption", "Cifrado") \
    X(CONNECTION_HERE, "On this computer", "En este equipo") \
    X(CONNECTION_LAG, "Lag", "Retardo") \
    X(CONNECTION_READABLE, "Others on the way can read what is said here.", \
      "Otras personas pueden leer por el camino lo que se dice aquí.") \
    X(CONNECTION_CERTIFICATE, "Certificate", "Certificado") \
    X(CONNECTION_ITSELF, "the server itself", "el propio servidor") \
    X(CONNECTION_VALID, "Valid", "Validez") \
    X(CONNECTION_TRUST, "Trusted because", "Es de confianza porque") \
    X(CONNECTION_VOUCHED, "an authority vouches for it", "una autoridad responde por él") \
    X(CONNECTION_COMPARED, "you compared its fingerprint", "comparaste su huella") \
    X(CONNECTION_FINGERPRINT, "Fingerprint", "Huella") \
    X(CONNECTION_COMPARE, "It must match the one its host sees in the console.", \
      "Debe ser igual a la que ve en su consola quien lo aloja.") \
    X(CONNECTION_COPY, "Copy fingerprint", "Copiar huella") \
    X(CONNECTION_SAID, "The first messages", "Primeros mensajes") \
    X(FORM_SAVED, "Saved automatically", "Se guarda solo") \
    X(ROOM_SETTINGS, "Room settings", "Ajustes de la sala") \
    X(ROOM_OVERVIEW, "Overview", "General") \
    X(ROOM_NAME, "Name", "Nombre") \
    X(ROOM_TOPIC, "Topic", "Tema") \
    X(ROOM_TOPIC_HINT, "What this room is for", "Para qué es esta sala") \
    X(ROOM_ALSO_CHANGED, "Someone changed this too: {text}", "Alguien también lo cambió: {text}") \
    X(ROOM_TOPIC_WHO, "Who can change the topic", "Quién puede cambiar el tema") \
    X(ROOM_TOPIC_WHO_NOTE, "Everyone in the room sees who changed it.", \
      "Todos en la sala ven quién lo cambió.") \
    X(ROOM_OPERATORS, "Operators", "Moderación") \
    X(ROOM_EVERYONE, "Everyone", "Todos") \
    X(ROOM_LISTED, "Show in the room list", "Mostrar en la lista de salas") \
    X(ROOM_LISTED_NOTE, "When off, only people who know the name can find it.", \
      "Si no, solo la encuentra quien sabe el nombre.") \
    X(ROOM_NOT_YOURS, "Only operators of the room can change this.", \
      "Solo quien modera la sala puede cambiarlo.") \
    X(ROOM_NO_CONNECTION, "Not connected: nothing can be changed now.", \
      "Sin conexión: ahora no se puede cambiar nada.") \
    X(ROOM_JOINING, "Who can join", "Quién puede entrar") \
    X(ROOM_ANYONE, "Anyone", "Cualquiera") \
    X(ROOM_KEY, "With a password", "Con contraseña") \
    X(ROOM_KEY_HINT, "Type one, then Enter", "Escribe una y pulsa Intro") \
    X(ROOM_KEY_BAD, \
      "A room password has no spaces and no commas, and does not begin with a colon.", \
      "La contraseña de una sala no lleva espacios ni comas, ni empieza por dos puntos.") \
    X(ROOM_INVITED, "By invitation", "Con invitación") \
    X(ROOM_INVITED_NOTE, "From an operator.", "De quien modera.") \
    X(ROOM_ACCOUNTS, "Only people with an account", "Solo gente con cuenta") \
    X(ROOM_LIMIT, "Maximum number of people", "Número máximo de personas") \
    X(ROOM_LIMIT_NOTE, "Lowering it removes nobody.", "Bajarlo no expulsa a nadie.") \
    X(ROOM_LIMIT_HINT, "no limit", "sin límite") \
    X(ROOM_LIMIT_BAD, "This is a number of people, such as 50; empty: no limit.", \
      "Es un número de personas, como 50; vacío: sin límite.") \
    X(ROOM_STORM, "Slow down a rush of people", "Frenar avalanchas") \
    X(ROOM_STORM_NOTE, "When more than 5 join in 10 seconds, the others wait a moment.", \
      "Si entran más de 5 en 10 segundos, los demás esperan un momento.") \
    X(ROOM_SPEAKING, "Who can speak", "Quién puede hablar") \
    X(ROOM_VOICED, "Only people with voice", "Solo gente con voz") \
    X(ROOM_VOICED_NOTE, "Operators give it. Everyone else can read.", \
      "La da quien modera. Los demás pueden leer.") \
    X(ROOM_GUESTS_READ, "Guests can read.", "Sin cuenta se puede leer.") \
    X(ROOM_SLOW, "Slow mode", "Modo lento") \
    X(ROOM_SLOW_NOTE, "How long each person waits between messages.", \
      "Cuánto espera cada persona entre mensajes.") \
    X(SLOW_OFF, "Off", "No") \
    X(SLOW_5, "5 seconds", "5 segundos") \
    X(SLOW_10, "10 seconds", "10 segundos") \
    X(SLOW_30, "30 seconds", "30 segundos") \
    X(SLOW_60, "1 minute", "1 minuto") \
    X(SLOW_300, "5 minutes", "5 minutos") \
    X(SLOW_900, "15 minutes", "15 minutos") \
    X(SLOW_3600, "1 hour", "1 hora") \
    X(SLOW_LEFT, "Slow mode: wait {time}", "Modo lento: espera {time}") \
    X(SLOW_WAIT, "Slow mode: you can write again in {time}", \
      "Modo lento: puedes volver a escribir en {time}") \
    X(ROOM_PEOPLE, "People and roles", "Personas y funciones") \
    X(ROOM_SPOKE, "last message: {time}", "último mensaje: {time}") \
    X(ROOM_SILENT, "has not spoken", "no ha hablado") \
    X(ROOM_MUTED, "muted", "en silencio") \
    X(ROOM_ALL_PEOPLE, "Show all", "Mostrar todas") \
    X(ROLE_FOUNDER, "Founder", "Propiedad") \
    X(ROLE_PROTECTED, "Protected", "Protección") \
    X(ROLE_OPERATOR, "Operator", "Moderación") \
    X(ROLE_HELPER, "Helper", "Ayuda") \
    X(ROLE_VOICE, "Voice", "Voz") \
    X(ROLE_NONE, "No role", "Sin función") \
    X(ROOM_BANS, "Bans", "Vetos") \
    X(BANS_NONE, "No bans", "Sin vetos") \
    X(BANS_COMING, "Asking the server ...", "Preguntando al servidor ...") \
    X(BAN_NICK, "The nickname {name}", "El apodo {name}") \
    X(BAN_ACCOUNT, "The account {name}, on any device", "La cuenta {name}, en cualquier equipo") \
    X(BAN_HOST, "{name}, under any nickname", "{name}, con cualquier apodo") \
    X(BAN_MASK, "Whoever matches {name}", "Quien coincida con {name}") \
    X(MUTE_NICK, "The nickname {name}, muted", "El apodo {name}, en silencio") \
    X(MUTE_ACCOUNT, "The account {name}, muted", "La cuenta {name}, en silencio") \
    X(MUTE_HOST, "{name}, muted under any nickname", "{name}, en silencio con cualquier apodo") \
    X(MUTE_MASK, "Whoever matches {name}, muted", "Quien coincida con {name}, en silencio") \
    X(UNTIL_TIME, "until {time}", "hasta las {time}") \
    X(UNTIL_DAY, "until {time}", "hasta el {time}") \
    X(SINCE_TIME, "since {time}", "desde las {time}") \
    X(SINCE_DAY, "since {time}", "desde el {time}") \
    X(BAN_PERMANENT, "permanent", "permanente") \
    X(BAN_BY, "by {a}, {time}", "por {a}, {time}") \
    X(UNBAN, "Unban", "Quitar veto") \
    X(UNMUTE, "Unmute", "Quitar silencio") \
    X(BAN_LIFTED, "Lifted", "Quitado") \
    X(UNDO, "Undo", "Deshacer") \
    X(BAN_SOMEBODY, "Ban someone", "Vetar a alguien") \
    X(BAN_SOMEBODY_HINT, "Nickname", "Apodo") \
    X(BAN_BY_WHAT, "By", "Por") \
    X(BAN_BY_PERSON, "Person", "Persona") \
    X(BAN_BY_NICK, "Nickname", "Apodo") \
    X(BAN_BY_ADDRESS, "Address", "Dirección") \
    X(BAN_WHO_NOTE, "A person who is here, or a mask such as spam*.", \
      "Una persona que está aquí, o una máscara como spam*.") \
    X(BAN_ABSENT, "Nobody here is called that: this applies to whoever comes with this nickname.", \
      "Aquí nadie se llama así: vale para quien venga con ese apodo.") \
    X(BAN_PERSON_NOTE, "Bans this person under any nickname. Nobody else here is affected.", \
      "Veta a esta persona con cualquier apodo. No afecta a nadie más de aquí.") \
    X(BAN_NICK_NOTE, "Bans only this nickname: the person can come back with another one.", \
      "Veta solo este apodo: la persona puede volver con otro.") \
    X(BAN_ADDRESS_NOTE, \
      "Bans everyone who connects from this address. Nobody else here does now.", \
      "Veta a quien se conecte desde esta dirección. Ahora nadie más de aquí lo hace.") \
    X(BAN_SHARED, \
      "{name} can't be told apart from others at the same address, so only the " \
      "nickname is banned. By address would ban them all.", \
      "{name} no se distingue de otros en la misma dirección: solo se veta el apodo. Por " \
      "dirección se vetaría a todos.") \
    X(BAN_HITS, "Also affects {list}.", "También afecta a {list}.") \
    X(BAN_LASTS, "How long", "Cuánto tiempo") \
    X(BAN_NO_TIMES, "This server has no bans that end by themselves.", \
      "Este servidor no tiene vetos que terminen solos.") \
    X(LASTS_10M, "10 minutes", "10 minutos") \
    X(LASTS_1H, "1 hour", "1 hora") \
    X(LASTS_1D, "1 day", "1 día") \
    X(LASTS_7D, "7 days", "7 días") \
    X(LASTS_30D, "30 days", "30 días") \
    X(LASTS_EVER, "Permanent", "Permanente") \
    X(BAN_REASON, "Reason", "Motivo") \
    X(BAN_REASON_NOTE, "they can read it", "lo puede leer") \
    X(BAN_OPTIONAL, "Optional", "Opcional") \
    X(MUTE_PERSON, "Mute", "Silenciar") \
    X(BAN_PERSON, "Ban", "Vetar") \
    X(BAN_ABOVE, "You can't ban someone with a higher role than yours.", \
      "No puedes vetar a quien tiene una función por encima de la tuya.") \
    X(MUTE_UNKNOWN, "This server has no mutes.", "Este servidor no tiene silencios.") \
    X(BAN_NONE_OF, "No ban of {name} is known here. /bans lists them.", \
      "Aquí no consta ningún veto a {name}. /bans los muestra.") \
    X(LOGGED_OUT, "You are a guest again: logged out of your account.", \
      "Vuelves a estar sin cuenta: se ha cerrado tu sesión.") \
    X(EDIT_GONE, \
      "That message can no longer be edited. Press Enter again to send your text as a new one.", \
      "Ese mensaje ya no se puede editar. Pulsa Intro otra vez para enviar tu texto como uno " \
      "nuevo.") \
    X(ROOM_ALL_BANS, "Show all bans", "Mostrar todos los vetos") \
    X(BAN_WIDER, "A wider ban still covers {name}: {mask}", \
      "Un veto más amplio aún cubre a {name}: {mask}") \
    X(ROOM_HISTORY, "History", "Historial") \
    X(KEEP, "Keep messages", "Guardar los mensajes") \
    X(KEEP_NOTE, "On the server, so everyone can find them later.", \
      "En el servidor, para que todos los encuentren después.") \
    X(KEEP_DAYS, "For how long", "Cuánto tiempo") \
    X(KEEP_DAYS_NOW, "Now: {n} days.", "Ahora: {n} días.") \
    X(KEEP_DAYS_MOST, "{name} keeps messages for {n} days at most.", \
      "{name} guarda los mensajes {n} días como máximo.") \
    X(KEEP_MESSAGES, "How many at most", "Cuántos como máximo") \
    X(KEEP_MESSAGES_NOW, "Now: {n} messages.", "Ahora: {n} mensajes.") \
    X(KEEP_MESSAGES_MOST, "{name} keeps {n} messages at most.", \
      "{name} guarda {n} mensajes como máximo.") \
    X(KEEP_ALL, "No limit", "Sin límite") \
    X(KEEP_90D, "90 days", "90 días") \
    X(KEEP_1Y, "1 year", "1 año") \
    X(KEEP_ANY, "All messages", "Todos") \
    X(KEEP_100, "100 messages", "100 mensajes") \
    X(KEEP_1000, "1,000 messages", "1000 mensajes") \
    X(KEEP_10000, "10,000 messages", "10 000 mensajes") \
    X(KEEP_LESS, "Keep {name} only?", "¿Guardar solo {name}?") \
    X(KEEP_LESS_NOTE, "Older messages are deleted for everyone. This can't be undone.", \
      "Los mensajes más antiguos se borran para todos. No se puede deshacer.") \
    X(KEEP_LESS_DO, "Delete older ones", "Borrar los antiguos") \
    X(ROOM_NAME_BAD, "A room's name has no spaces and no commas", \
      "El nombre de una sala no lleva espacios ni comas") \
    X(ROOM_NAME_USED, "There is already a room with that name", "Ya hay una sala con ese nombre") \
    X(ROOM_REGISTER, "Register the room", "Registrar la sala") \
    X(ROOM_REGISTER_NOTE, "It is yours then, and stays when nobody is in it.", \
      "Así es tuya y no desaparece cuando se vacía.") \
    X(ROOM_REGISTER_DO, "Register", "Registrar") \
    X(ROOM_ENDING, "Leave or close", "Salir o cerrar") \
    X(ROOM_LEAVE_NOTE, "You can come back.", "Puedes volver.") \
    X(LEAVE, "Leave", "Salir") \
    X(ROOM_GIVE, "Transfer the room", "Ceder la sala") \
    X(ROOM_GIVE_NOTE, "they have to accept it", "tiene que aceptarla") \
    X(ROOM_GIVE_NOTE_NOW, "as an operator of the server you give it at once", \
      "al administrar el servidor, la das en el acto") \
    X(ROOM_GIVE_DO_NOW, "Give", "Dar") \
    X(ROOM_GIVEN, "The room belongs to {name} now.", "La sala es ahora de {name}.") \
    X(ROOM_OFFERED, "Offered. It is yours until {name} accepts it.", \
      "Ofrecida. Es tuya hasta que {name} la acepte.") \
    X(ROOM_GIVE_HINT, "Account", "Cuenta") \
    X(ROOM_GIVE_DO, "Offer", "Ofrecer") \
    X(ROOM_DROP, "Give up the room", "Renunciar a la sala") \
    X(ROOM_DROP_NOTE, "It belongs to nobody then, and disappears when the last one leaves.", \
      "Entonces no es de nadie, y desaparece cuando sale la última persona.") \
    X(ROOM_DROP_DO, "Give up", "Renunciar") \
    X(ROOM_DROP_ASK, "Give up {name}?", "¿Renunciar a {name}?") \
    X(MENU_NO_OPERATOR, "Remove operator", "Quitar moderación") \
    X(MENU_VOICE, "Give voice", "Dar voz") \
    X(MENU_NO_VOICE, "Remove voice", "Quitar voz") \
    X(MENU_MUTE_PERSON, "Mute for 10 minutes", "Silenciar 10 minutos") \
    X(KEY_ROOM, "Room settings", "Ajustes de la sala") \
    X(HELP_BAN, "ban someone from the room, for a time such as 2h", \
      "vetar a alguien en la sala, por un tiempo como 2h") \
    X(HELP_BANS, "the bans of the room", "los vetos de la sala") \
    X(HELP_UNBAN, "lift the bans and mutes of someone", "quitar los vetos y silencios de alguien") \
    X(HELP_UNMUTE, "let someone speak again", "dejar hablar otra vez a alguien") \
    X(HELP_OP, "make someone an operator of the room", "dar moderación a alguien") \
    X(HELP_DEOP, "take the operator role back", "quitar la moderación") \
    X(HELP_VOICE, "give someone voice", "dar voz a alguien") \
    X(HELP_DEVOICE, "take voice back", "quitar la voz a alguien") \
    X(HELP_OPER, "become an operator of the server", "administrar el servidor") \
    X(ARG_TIME, "time", "tiempo") \
    X(MODE_BAN_TIME, "{a} banned {text} for {time}", "{a} vetó a {text} durante {time}") \
    X(MODE_MUTE, "{a} muted {text}", "{a} silenció a {text}") \
    X(MODE_MUTE_TIME, "{a} muted {text} for {time}", "{a} silenció a {text} durante {time}") \
    X(MODE_MUTE_NO, "{a} unmuted {text}", "{a} quitó el silencio a {text}") \
    X(MODE_BAN_ENDED, "The ban of {text} has ended", "El veto a {text} ha terminado") \
    X(MODE_MUTE_ENDED, "{text} may speak again", "{text} puede hablar otra vez") \
    X(MODE_SLOW, "{a} turned slow mode on: {text} between messages", \
      "{a} activó el modo lento: {text} entre mensajes") \
    X(MODE_SLOW_NO, "{a} turned slow mode off", "{a} quitó el modo lento") \
    X(MODE_STORM, "{a} limited how fast people can join", \
      "{a} limitó la rapidez con que se entra") \
    X(MODE_STORM_NO, "{a} lets people join as fast as they like", \
      "{a} quitó el límite de rapidez para entrar") \
    X(MODE_ACCOUNTS, "{a} lets only people with an account join", \
      "{a} deja entrar solo a gente con cuenta") \
    X(MODE_ACCOUNTS_NO, "{a} lets guests join", "{a} deja entrar sin cuenta") \
    X(MODE_ACCOUNTS_SPEAK, "{a} lets only people with an account write", \
      "{a} deja escribir solo a gente con cuenta") \
    X(MODE_ACCOUNTS_SPEAK_NO, "{a} lets guests write", "{a} deja escribir sin cuenta") \
    X(DAYS_LONG, "{n} days", "{n} días") \
    X(MODE_SET, "{a} set {modes}", "{a} puso {modes}") \
    X(RANK_OP_NO, "{a} is no longer an operator", "{a} ya no modera esta sala") \
    X(RANK_FOUNDER, "{a} owns the room now", "La sala es ahora de {a}") \
    X(RANK_FOUNDER_NO, "{a} no longer owns the room", "La sala ya no es de {a}") \
    X(RANK_PROTECTED, "{a} can't be removed from the room", "A {a} no se le puede expulsar") \
    X(RANK_PROTECTED_NO, "{a} can be removed from the room", "A {a} se le puede expulsar") \
    X(RANK_HALFOP, "{a} is now a helper", "{a} ayuda ahora a moderar") \
    X(RANK_HALFOP_NO, "{a} is no longer a helper", "{a} ya no ayuda a moderar") \
    X(RANK_VOICE, "{a} has voice now", "{a} tiene voz") \
    X(RANK_VOICE_NO, "{a} no longer has voice", "{a} ya no tiene voz") \
    X(MODE_BAN, "{a} banned {text}", "{a} vetó a {text}") \
    X(MODE_BAN_NO, "{a} lifted the ban of {text}", "{a} quitó el veto a {text}") \
    X(MODE_INVITE, "{a} made the room invite-only", "{a} cerró la sala: se entra con invitación") \
    X(MODE_INVITE_NO, "{a} opened the room to everyone", "{a} abrió la sala a todo el mundo") \
    X(MODE_KEY, "{a} set a password for the room", "{a} puso contraseña a la sala") \
    X(MODE_KEY_NO, "{a} removed the room's password", "{a} quitó la contraseña de la sala") \
    X(MODE_LIMIT, "{a} set the limit of people to {text}", \
      "{a} puso el límite de personas en {text}") \
    X(MODE_LIMIT_NO, "{a} removed the limit of people", "{a} quitó el límite de personas") \
    X(MODE_MODERATED, "{a} lets only operators and people with voice write", \
      "{a} deja escribir solo a quienes moderan o tienen voz") \
    X(MODE_MODERATED_NO, "{a} lets everyone write", "{a} deja escribir a todo el mundo") \
    X(MODE_INSIDE, "{a} lets only people in the room write to it", \
      "{a} deja escribir solo a quienes están en la sala") \
    X(MODE_INSIDE_NO, "{a} lets people outside write to the room", \
      "{a} deja escribir a la sala desde fuera") \
    X(MODE_SECRET, "{a} hid the room from the list", "{a} ocultó la sala de la lista") \
    X(MODE_SECRET_NO, "{a} put the room back on the list", \
      "{a} volvió a poner la sala en la lista") \
    X(MODE_TOPIC, "{a} lets only operators change the topic", \
      "{a} deja cambiar el tema solo a quienes moderan") \
    X(MODE_TOPIC_NO, "{a} lets everyone change the topic", \
      "{a} deja cambiar el tema a todo el mundo") \
    X(MADE_OP, "{a} is now an operator", "{a} ahora modera esta sala") \
    X(MADE_ME_OP, "You are now an operator", "Ahora moderas esta sala") \
    X(IS_AWAY, "{a} is away: {reason}", "{a} no está: {reason}") \
    X(NOW_AWAY, "You are marked as away", "Apareces como ausente") \
    X(NOW_HERE, "You are back", "Has vuelto") \
    X(NOT_HERE, "{nick} is not here now", "{nick} no está ahora") \
    X(MAY_NOT_SPEAK, "In {room} only some people may speak", \
      "En {room} solo algunas personas pueden hablar") \
    X(NEED_OP, "Only operators of {room} may do that", \
      "Eso solo lo puede hacer quien modera " \
      "{room}") \
    X(JOIN_INVITE, "{room} is only for invited people. Ask one of its operators to invite you.", \
      "{room} es solo para gente invitada. Pide a quien la modera que te invite.") \
    X(JOIN_KEY, "{room} has a password. Type /join {room} and the password.", \
      "{room} tiene contraseña. Escribe /join {room} y la contraseña.") \
    X(JOIN_MANY, "You are in as many rooms as this server allows: leave one to join {room}", \
      "Estás en todas las salas que este servidor permite: sal de una para entrar en {room}") \
    X(NO_PLACE, "{room} was not opened: too many conversations are open. Close one first.", \
      "{room} no se ha abierto: no caben más conversaciones. Cierra una antes.") \
    X(JOIN_LATER, "{room} can't be joined just now; trying again soon", \
      "Ahora no se puede entrar en {room}; se volverá a intentar") \
    X(JOIN_ACCOUNT, "{room} is for registered nicknames: log in, then /join {room}", \
      "{room} es para apodos registrados: identifícate y luego /join {room}") \
    X(JOIN_TLS, "{room} is only for encrypted connections", \
      "{room} es solo para conexiones cifradas") \
    X(JOIN_OPERATORS, "{room} is only for operators of the server", \
      "{room} es solo para operadores del servidor") \
    X(JOIN_FAST, "Too many people are joining {room}; trying again soon", \
      "Está entrando demasiada gente en {room}; se volverá a intentar") \
    X(JOIN_FORWARD, "{room} forwards you to {other}", "{room} te envía a {other}") \
    X(LOGIN_LATER, "Could not log in ({reason}). You are here as a guest; trying again soon", \
      "No se pudo identificar ({reason}). Estás sin cuenta; se volverá a intentar") \
    X(LOGIN_SILENT, \
      "The login service does not answer. You are here as a guest; trying again soon", \
      "El servicio de identificación no responde. Estás sin cuenta; se volverá a intentar") \
    X(ERR_REVEALS, "{host} now asks for the password itself", \
      "{host} pide ahora la contraseña sin proteger") \
    X(ERR_REVEALS_DO, \
      "Until now it could check the password without seeing it. Someone else may be answering in " \
      "its place: ask the host before you send it.", \
      "Hasta ahora se comprobaba sin verla. Puede que otro responda en su lugar: pregunta a " \
      "quien lo aloja antes de enviarla.") \
    X(ERR_READABLE, "Your password could be read on the way to {host}", \
      "Tu contraseña se podría leer de camino a {host}") \
    X(ERR_READABLE_DO, \
      "The connection is not encrypted, and the server wants the password itself. Try an " \
      "encrypted connection, or join without a password.", \
      "La conexión no está cifrada y el servidor quiere la contraseña misma. Prueba con cifrado, " \
      "o entra sin contraseña.") \
    X(TELL_PASSWORD, "Send the password anyway", "Enviarla igualmente") \
    X(ERR_TOO_MUCH, "{host} sends more than can be kept", \
      "{host} envía más de lo que se puede guardar") \
    X(ERR_TOO_MUCH_DO, "It opened too many conversations at once, as no chat server does.", \
      "Abrió demasiadas conversaciones a la vez, como no hace ningún servidor.") \
    X(PASTE_CUT, "That is longer than a message may be: the beginning is here, up to \"{words}\"", \
      "Es más largo de lo que cabe en un mensaje: aquí está el principio, hasta «{words}»") \
    X(JOIN_FULL, "{room} is full", "{room} está completa") \
    X(JOIN_BANNED, "You are banned from {room}", "Tienes vetada la entrada en {room}") \
    X(JOIN_BAD, "{room} cannot be the name of a room", "{room} no vale como nombre de sala") \
    X(NICK_TAKEN, "{nick} is already taken", "{nick} ya está en uso") \
    X(NICK_BAD, "{nick} cannot be a nickname here", "{nick} no vale como apodo aquí") \
    X(UNKNOWN_COMMAND, "There is no /{cmd}. /help lists all commands.", \
      "No existe /{cmd}. /help muestra todas las órdenes.") \
    X(UNKNOWN_NEAR, "There is no /{cmd}. Did you mean /{near}?", \
      "No existe /{cmd}. ¿Querías decir /{near}?") \
    X(USAGE, "Usage: {usage}", "Uso: {usage}") \
    X(NEED_ROOM, "/{cmd} works in a room", "/{cmd} es para una sala") \
    X(NOT_NOW, "That needs a connection", "Eso necesita conexión") \
    X(PEOPLE_IN, "People in {name}", "Gente en {name}") \
    X(COMMANDS, "Commands", "Órdenes") \
    X(ROOMS, "Rooms", "Salas") \
    X(IS_OPERATOR, "Operator", "Modera") \
    X(IS_AWAY_SHORT, "Away", "Ausente") \
    X(CHOOSE, "choose", "elegir") \
    X(COMPLETE, "complete", "completar") \
    X(CLOSE, "close", "cerrar") \
    X(MOVE, "move", "moverse") \
    X(OPEN, "open", "abrir") \
    X(SWITCH_HINT, "Room or person", "Sala o persona") \
    X(SWITCH_NONE, "Nothing by that name", "Nada con ese nombre") \
    X(JOIN_OR_CREATE, "Join or create {name}", "Entrar o crear {name}") \
    X(INVITE_SOMEONE, "Invite someone", "Invita a alguien") \
    X(HELP_JOIN, "join a room", "entrar en una sala") \
    X(HELP_PART, "leave the room", "salir de la sala") \
    X(HELP_MSG, "send a direct message", "escribir a una persona") \
    X(HELP_ME, "say what you do", "decir lo que haces") \
    X(HELP_NICK, "change your nickname", "cambiar de apodo") \
    X(HELP_TOPIC, "set the topic of the room", "poner el tema de la sala") \
    X(HELP_AWAY, "mark yourself as away; alone: you are back", \
      "marcarte como ausente; sola: has vuelto") \
    X(HELP_KICK, "remove someone from the room", "expulsar a alguien de la sala") \
    X(HELP_INVITE, "invite someone", "invitar a alguien") \
    X(HELP_MODE, "change the settings of the room", "cambiar los ajustes de la sala") \
    X(HELP_WHOIS, "show someone's profile", "ver el perfil de alguien") \
    X(HELP_LIST, "the rooms of this server", "las salas de este servidor") \
    X(HELP_RAW, "send a line as is", "enviar una línea tal cual") \
    X(HELP_QUIT, "leave the server", "dejar el servidor") \
    X(HELP_REGISTER, "register your nickname with a password", \
      "registrar tu apodo con una contraseña") \
    X(HELP_SEARCH, "search messages", "buscar mensajes") \
    X(REGISTERED, "{a} is yours now. Log in with the password next time.", \
      "{a} ya es tuyo. Entra con la contraseña la próxima vez.") \
    X(NO_ACCOUNTS, "This server has no accounts.", "Este servidor no tiene cuentas.") \
    X(HELP_HELP, "this list", "esta lista") \
    X(REPLY, "Reply", "Responder") \
    X(REACT, "React", "Reaccionar") \
    X(COPY, "Copy text", "Copiar texto") \
    X(REPLYING_TO, "Replying to {a}", "Respuesta a {a}") \
    X(EARLIER, "an earlier message", "un mensaje anterior") \
    X(REACTS, "reacts {text} to {a}: {quote}", "reacciona {text} a {a}: {quote}") \
    X(DELETED_OWN, "{a} deleted a message", "{a} borró un mensaje") \
    X(DELETED, "{op} deleted a message from {a}", "{op} borró un mensaje de {a}") \
    X(DELETED_WHY, "{op} deleted a message from {a}: {reason}", \
      "{op} borró un mensaje de {a}: {reason}") \
    X(TYPING_1, "{a} is typing", "{a} está escribiendo") \
    X(TYPING_2, "{a} and {b} are typing", "{a} y {b} están escribiendo") \
    X(TYPING_N, "{n} people are typing", "{n} personas están escribiendo") \
    X(NO_DELETE, "This server does not delete messages.", "Este servidor no borra mensajes.") \
    X(NO_LINE, "There is no message to do that with.", \
      "No hay ningún mensaje con el que hacerlo.") \
    X(HELP_DELETE, "delete your last message for everyone", "borrar tu último mensaje para todos") \
    X(HELP_REACT, "react to the last message", "reaccionar al último mensaje") \
    X(HELP_REPLY, "reply to the last message", "responder al último mensaje") \
    X(MESSAGE_GONE, "That message no longer exists.", "Ese mensaje ya no existe.") \
    X(GAP_LOADING, "Loading missing messages", "Cargando mensajes") \
    X(GAP, "The messages between these are not on this computer", \
      "Los mensajes entre estos no están en este equipo") \
    X(SEARCH, "Search", "Buscar") \
    X(SEARCH_IN, "In {name}", "En {name}") \
    X(SEARCH_ALL, "Everywhere", "En todo") \
    X(SEARCH_ANYONE, "From anyone", "De cualquiera") \
    X(SEARCH_FROM, "From {a}", "De {a}") \
    X(SEARCH_ANY_DATE, "Any date", "Cualquier fecha") \
    X(SEARCH_DAY, "Since yesterday", "Desde ayer") \
    X(SEARCH_WEEK, "Last 7 days", "Últimos 7 días") \
    X(SEARCH_MONTH, "Last 30 days", "Últimos 30 días") \
    X(SEARCH_YEAR, "Last year", "Último año") \
    X(SEARCH_1, "1 message", "1 mensaje") \
    X(SEARCH_N, "{n} messages", "{n} mensajes") \
    X(SEARCH_MOST, "The newest {n} messages", "Los {n} mensajes más nuevos") \
    X(SEARCH_OF, "{i} of {n}", "{i} de {n}") \
    X(SEARCH_BUSY, "Searching", "Buscando") \
    X(SEARCH_NONE, "Nothing found for \"{text}\" in {name}.", "Nada con «{text}» en {name}.") \
    X(SEARCH_NONE_ALL, "Nothing found for \"{text}\".", "Nada con «{text}».") \
    X(SEARCH_EVERYWHERE, "Search everywhere", "Buscar en todo") \
    X(SEARCH_HINT, "Type a word. Enter goes to the next message.", \
      "Escribe una palabra. Intro va al siguiente mensaje.") \
    X(SEARCH_HERE_ONLY, \
      "The server has no search: these are the messages saved on this computer.", \
      "El servidor no busca: estos son los mensajes guardados en este equipo.") \
    X(NOT_KEPT, "Messages can't be saved on this computer: {reason}", \
      "No se pueden guardar los mensajes en este equipo: {reason}") \
    X(READ_OFFLINE, "Read saved messages", "Ver mensajes guardados") \
    X(ENCRYPTED, "Encrypted", "Cifrado") \
    X(CONNECT_PLAIN, "Connect unencrypted", "Conectar sin cifrado") \
    X(ERR_NOT_TLS, "{host} offers no encryption on port {port}", \
      "{host} no ofrece cifrado en el puerto {port}") \
    X(ERR_NOT_TLS_DO, "Others on the network could read along.", \
      "Otras personas de la red podrían leer la conversación.") \
    X(ERR_NO_TLS, "No safe connection to {host}", "No hay conexión segura con {host}") \
    X(ERR_NO_TLS_DO, "Its encryption is too old or broken, so nothing was sent.", \
      "Su cifrado es antiguo o falla; no se ha enviado nada.") \
    X(ERR_STRICT, "No safe connection to {host}", "No hay conexión segura con {host}") \
    X(ERR_STRICT_DO, \
      "This server asked to be trusted only with a certificate from an authority, and the one " \
      "that answered has none. Try another network, or ask its host.", \
      "Este servidor pidió que solo se confíe en un certificado de una autoridad, y el que " \
      "responde no lo tiene. Prueba otra red, o pregunta a quien lo aloja.") \
    X(ERR_CERTIFICATE, "{host} has forgotten this computer", "{host} ha olvidado este equipo") \
    X(ERR_CERTIFICATE_DO, "Type your password once more.", "Escribe otra vez tu contraseña.") \
    X(ERR_CHANGED, "This may not be the same server: {host}", \
      "Puede que este no sea el mismo servidor: {host}") \
    X(ERR_CHANGED_DO, \
      "Its fingerprint is different from last time. Someone may be listening, or its host made a " \
      "new one: ask the host before you continue.", \
      "Su huella ha cambiado. Puede que alguien esté escuchando, o que se haya creado una nueva: " \
      "pregunta a quien lo aloja antes de continuar.") \
    X(COMPARE, "Compare fingerprints", "Comparar huellas") \
    X(ERR_PASSWORD_OR, \
      "Check Caps Lock. If nobody owns this nickname yet, you can register it with this " \
      "password.", \
      "Revisa las mayúsculas. Si nadie tiene todavía este apodo, puedes registrarlo con esta " \
      "contraseña.") \
    X(ERR_WANTS_TLS, "Port {port} of {host} only accepts encrypted connections", \
      "El puerto {port} de {host} solo acepta conexiones cifradas") \
    X(ERR_WANTS_TLS_DO, "Write ircs:// before it.", "Escribe ircs:// delante.") \
    X(LOGGED_IN, "You are logged in as {a}", "Has entrado como {a}") \
    X(TRUST_TITLE, "First time at {host}", "Primera vez en {host}") \
    X(TRUST_BODY, \
      "The connection is encrypted, but no authority vouches for this server. Compare this " \
      "fingerprint with the one its host shows you.", \
      "La conexión va cifrada, pero ninguna autoridad responde por este servidor. Compara esta " \
      "huella con la que te enseña quien lo aloja.") \
    X(TRUST_FINGERPRINT, "Certificate fingerprint (SHA-256)", "Huella del certificado (SHA-256)") \
    X(TRUST_NAME, "Name", "Nombre") \
    X(TRUST_ISSUER, "Issued by", "Emitido por") \
    X(TRUST_ITSELF, "itself, on {day}", "sí mismo, el {day}") \
    X(TRUST_BY, "{a}, on {day}", "{a}, el {day}") \
    X(TRUST_UNTIL, "Valid until", "Válido hasta") \
    X(TRUST_RAN_OUT, "{day}: expired", "{day}: ha caducado") \
    X(TRUST_NOT_YET, "It is valid only from {day} on", "Solo es válido desde el {day}") \
    X(TRUST_REMEMBER, "tertulia will remember it, and warn you if it ever changes.", \
      "tertulia la recordará y te avisará si cambia.") \
    X(TRUST_MATCH, "They match, connect", "Coinciden, conectar") \
    X(SETTINGS, "Settings", "Ajustes") \
    X(SET_LOOK, "Appearance", "Apariencia") \
    X(SET_TALK, "Messages", "Mensajes") \
    X(SET_THEME, "Theme", "Tema") \
    X(SET_THEME_NOTE, "Or one of your own: /theme NAME", "O uno tuyo: /theme NOMBRE") \
    X(SET_SYSTEM, "System", "Sistema") \
    X(SET_CONTRAST, "High contrast", "Alto contraste") \
    X(SET_ACCENT, "Accent", "Color de acento") \
    X(SET_ACCENT_NOTE, "Colour of selected and clickable things.", \
      "Color de lo seleccionado y lo que se puede pulsar.") \
    X(SET_BLUE, "Blue", "Azul") \
    X(SET_GREEN, "Green", "Verde") \
    X(SET_VIOLET, "Violet", "Violeta") \
    X(SET_PINK, "Pink", "Rosa") \
    X(SET_SPACING, "Message spacing", "Espacio entre mensajes") \
    X(SET_SPACING_NOTE, "Compact leaves out the avatars and fits twice as many lines.", \
      "Compacto quita los avatares y caben el doble de líneas.") \
    X(SET_COMFORTABLE, "Comfortable", "Cómodo") \
    X(SET_COMPACT, "Compact", "Compacto") \
    X(SET_NAMES, "Colour nicknames", "Apodos de colores") \
    X(SET_NAMES_NOTE, "Each person always has the same colour.", \
      "Cada persona tiene siempre el mismo color.") \
    X(SET_STILL, "Less movement", "Menos movimiento") \
    X(SET_STILL_NOTE, "Nothing blinks or moves by itself.", "Nada parpadea ni se mueve solo.") \
    X(SET_MOVES, "People coming and going", "Entradas y salidas") \
    X(SET_MOVES_NOTE, "Collapsed keeps them in one line.", "Agrupadas ocupan una sola línea.") \
    X(SET_COLLAPSED, "Collapsed", "Agrupadas") \
    X(SET_ALL, "All", "Todas") \
    X(SET_NONE, "None", "Ninguna") \
    X(SET_SPELL, "Check the spelling", "Revisar la ortografía") \
    X(SET_SPELL_NOTE, "With the dictionaries of this computer; the right button suggests.", \
      "Con los diccionarios de este equipo; el botón derecho sugiere.") \
    X(SET_NOTIFICATIONS, "Notifications", "Avisos") \
    X(SET_PRIVACY, "Privacy", "Privacidad") \
    X(SET_KEYS, "Keyboard", "Teclado") \
    X(SET_SOUND, "Play a sound", "Reproducir un sonido") \
    X(SET_SOUND_NOTE, "When you are mentioned and another window is in front.", \
      "Cuando se te menciona y hay otra ventana delante.") \
    X(SET_QUIET, "Do not disturb", "No molestar") \
    X(SET_QUIET_NOTE, "No notifications until you turn it off. /dnd does the same.", \
      "Sin avisos hasta que lo quites. /dnd hace lo mismo.") \
    X(SET_SPEAK, "Read messages aloud", "Leer los mensajes en voz alta") \
    X(SET_SPEAK_NOTE, \
      "Uses the desktop's screen reader voice for new messages and the focused control.", \
      "Usa la voz del escritorio para los mensajes nuevos y el control enfocado.") \
    X(KEYCAP_ENTER, "Enter", "Intro") \
    X(KEYCAP_BACKSPACE, "Backspace", "Retroceso") \
    X(KEYCAP_DEL, "Del", "Supr") \
    X(KEYCAP_LEFT, "←", "←") \
    X(KEYCAP_RIGHT, "→", "→") \
    X(KEYCAP_UP, "↑", "↑") \
    X(KEYCAP_DOWN, "↓", "↓") \
    X(KEYCAP_HOME, "Home", "Inicio") \
    X(KEYCAP_END, "End", "Fin") \
    X(KEYCAP_PAGE_UP, "Page Up", "Re Pág") \
    X(KEYCAP_PAGE_DOWN, "Page Down", "Av Pág") \
    X(KEYCAP_MENU, "Menu", "Menú") \
    X(KEYCAP_SPACE, "Space", "Espacio") \
    X(KEYCAP_SHIFT, "Shift", "Mayús") \
    X(KEYS_NOTE, "Enter or a click, then the new shortcut. Del restores the default.", \
      "Intro o un clic, y luego el atajo nuevo. Supr recupera el de antes.") \
    X(KEYS_PRESS, "Press a new shortcut", "Pulsa un atajo nuevo") \
    X(KEYS_OWN, "yours", "tuyo") \
    X(KEY_JUMP, "Jump to a room or person", "Ir a una sala o persona") \
    X(KEY_JOIN, "Join or create a room", "Entrar en una sala o crearla") \
    X(KEY_SEARCH, "Search in this room", "Buscar en esta sala") \
    X(KEY_SEARCH_ALL, "Search everywhere", "Buscar en todo") \
    X(KEY_LEAVE, "Leave the room, close the conversation", \
      "Salir de la sala, cerrar la conversación") \
    X(KEY_PREVIOUS, "Previous conversation", "Conversación anterior") \
    X(KEY_NEXT, "Next conversation", "Conversación siguiente") \
    X(KEY_PREVIOUS_UNREAD, "Previous unread one", "Anterior sin leer") \
    X(KEY_NEXT_UNREAD, "Next unread one", "Siguiente sin leer") \
    X(KEY_BACK, "Previous conversation used", "Conversación usada antes") \
    X(KEY_NUMBERED, "The first nine conversations", "Las nueve primeras conversaciones") \
    X(KEY_WORD_LEFT, "A word to the left", "Una palabra a la izquierda") \
    X(KEY_WORD_RIGHT, "A word to the right", "Una palabra a la derecha") \
    X(KEY_DELETE_LEFT, "Delete the word before", "Borrar la palabra anterior") \
    X(KEY_DELETE_RIGHT, "Delete the word after", "Borrar la palabra siguiente") \
    X(KEY_UNDO, "Undo", "Deshacer") \
    X(KEY_REDO, "Redo", "Rehacer") \
    X(KEY_MESSAGE, "Choose a message", "Elegir un mensaje") \
    X(KEY_MENU, "Open the menu of the selected item", "Abrir el menú de lo seleccionado") \
    X(KEY_EMOJI, "All emoji", "Todos los emoji") \
    X(KEY_PAGE_UP, "A page up", "Una página arriba") \
    X(KEY_PAGE_DOWN, "A page down", "Una página abajo") \
    X(KEY_OLDEST, "Jump to the oldest message", "Ir al mensaje más antiguo") \
    X(KEY_NOW, "Jump to latest", "Ir a lo último") \
    X(KEY_CHATS, "Show or hide the rooms", "Mostrar u ocultar las salas") \
    X(KEY_PEOPLE, "Show or hide the people", "Mostrar u ocultar la gente") \
    X(KEY_LARGER, "Larger text", "Texto más grande") \
    X(KEY_SMALLER, "Smaller text", "Texto más pequeño") \
    X(KEY_PLAIN_SIZE, "Normal text size", "Tamaño normal del texto") \
    X(KEY_KEYS, "This list", "Esta lista") \
    X(HELP_THEME, "system, dark, light, contrast, or a file of your own", \
      "system, dark, light, contrast, o un archivo tuyo") \
    X(HELP_DND, "turn Do Not Disturb on or off", "activar o quitar No molestar") \
    X(QUIET_ON, "Do Not Disturb is on. /dnd turns it off.", \
      "No molestar está activado. /dnd lo quita.") \
    X(QUIET_OFF, "Do Not Disturb is off.", "No molestar está desactivado.") \
    X(SET_DARK, "Dark", "Oscuro") \
    X(SET_LIGHT, "Light", "Claro") \
    X(SET_SIZE, "Text size", "Tamaño del texto") \
    X(SET_SIZE_NOTE, "Everything grows together, as far as the window has room.", \
      "Todo crece a la vez, mientras quepa en la ventana.") \
    X(SET_LANGUAGE, "Language", "Idioma") \
    X(SET_LANGUAGE_NOTE, "Language of the app, not of messages.", \
      "Idioma de la app, no de los mensajes.") \
    X(LANG_EN, "English", "English") \
    X(LANG_ES, "Español", "Español") \
    X(SET_CLOCK, "Clock", "Reloj") \
    X(SET_CLOCK_NOTE, "How the time of each message is shown.", \
      "Cómo se muestra la hora de cada mensaje.") \
    X(CLOCK_24, "24 hours", "24 horas") \
    X(CLOCK_12, "12 hours", "12 horas") \
    X(SET_CHATS, "Rooms on the left", "Salas a la izquierda") \
    X(SET_CHATS_NOTE, "Ctrl B does the same.", "Ctrl B hace lo mismo.") \
    X(SET_PEOPLE, "People on the right", "Gente a la derecha") \
    X(SET_PEOPLE_NOTE, "Ctrl Shift M does the same.", "Ctrl Mayús M hace lo mismo.") \
    X(SET_SIGNS, "**bold**, *italic*, `code`", "**negrita**, *cursiva*, `código`") \
    X(SET_SIGNS_NOTE, "Off: symbols are sent as typed.", "Si no, se envía tal cual.") \
    X(SET_TYPING, "Show others when I am typing", "Mostrar a los demás que estoy escribiendo") \
    X(SET_TYPING_NOTE, "You still see when others are typing.", \
      "Tú seguirás viendo cuándo escriben.") \
    X(SET_REMEMBER, "Save message history on this computer", \
      "Guardar los mensajes en este equipo") \
    X(SET_REMEMBER_NOTE, \
      "For search, and for reading without a connection; from the next start on.", \
      "Para buscar y para leer sin conexión; desde el próximo arranque.") \
    X(SET_FILE, "All of this is in a small file that can be edited too: tertulia.ini", \
      "Todo esto está en un archivo que también se puede editar: tertulia.ini") \
    X(MUTED, "{name} is muted. /mute unmutes it.", "{name} está en silencio. /mute lo quita.") \
    X(UNMUTED, "{name} is no longer muted.", "{name} ya no está en silencio.") \
    X(IGNORED, "Ignored: {a}", "Ignoras a: {a}") \
    X(IGNORED_NONE, "You ignore nobody.", "No ignoras a nadie.") \
    X(HELP_MUTE, "mute someone for a time; without a name: this room, or unmute it", \
      "silenciar a alguien un tiempo; sin nombre: esta sala, o quitarle el silencio") \
    X(HELP_IGNORE, "ignore someone; without a name: list them", \
      "ignorar a alguien; sin nombre: la lista") \
    X(HELP_UNIGNORE, "stop ignoring someone", "dejar de ignorar a alguien") \
    X(EDITING, "Editing your message", "Editando tu mensaje") \
    X(SET_NOTIFY, "Show notifications", "Mostrar avisos") \
    X(SET_NOTIFY_NOTE, \
      "When you are mentioned and another window is in front; never for a muted room.", \
      "Cuando se te menciona y hay otra ventana delante; nunca de una sala en silencio.") \
    X(CLOSING_1, "1 person is here", "Hay 1 persona aquí") \
    X(CLOSING_N, "{n} people are here", "Hay {n} personas aquí") \
    X(CLOSING_DO, "This computer hosts their chat. It can keep running without this window.", \
      "Este equipo aloja su chat. Puede seguir abierto sin esta ventana.") \
    X(CLOSING_KEEP, "Keep it running", "Dejarlo abierto") \
    X(CLOSING_END, "End for all", "Terminar para todos") \
    X(CLOSING_REMEMBER, "Do this every time", "Hacerlo siempre así") \
    X(BACK_HOME, "Back to your chat", "Volver a tu chat") \
    X(HOST_HERE, "Host a chat on this computer", "Alojar un chat en este equipo") \
    X(HOSTING, \
      "You are hosting a chat on this computer, until you close tertulia. Give one of these " \
      "addresses to the others:", \
      "Estás alojando un chat en este equipo, hasta que cierres tertulia. Da una de estas " \
      "direcciones a los demás:") \
    X(HOST_ENDED, "The server on this computer has stopped.", \
      "El servidor de este equipo se ha cerrado.") \
    X(ERR_HOST, "The chat could not be hosted", "No se pudo alojar el chat") \
    X(ERR_HOST_DO, "Something on this computer is in the way.", "Algo en este equipo lo impide.") \
    X(NOT_SAVED, "Your settings could not be saved: {reason}", \
      "No se pudieron guardar tus ajustes: {reason}")

enum word {
#define WORD_ID(key, en, es) W_##key,
    WORD_LIST(WORD_ID)
#undef WORD_ID
        W_COUNT
};

/* A language. */
struct words {
    char code[8]; /* "es" */
    const char *texts[W_COUNT];
    const char *days[7], *months[12];
};

/* The built-in ones. */
const struct words *words_english(void);
const struct words *words_spanish(void);

/* The language for a locale such as "es-ES"; English if we do not have it. */
const struct words *words_of(const char *locale);

/* Reads a language file: a line KEY = text for each key, and comma-separated DAYS and MONTHS; what
 * is missing stays English. `text` is modified, and must live as long as `w`. */
void words_read(struct words *w, const char *code, char *text);

/* Writes such a file in this language, as a template for a new one. */
void words_write(const struct words *w, struct bytes *out);

/* The text of a key, with its placeholders unfilled. */
const char *words_text(const struct words *w, enum word key);

/* Appends the text with its placeholders filled: name, value, name, value, ..., NULL. */
void words_fill(struct bytes *out, const struct words *w, enum word key, ...);
void words_vfill(struct bytes *out, const struct words *w, enum word key, va_list args);

/* 0 (Sunday) to 6; 1 to 12. */
const char *words_weekday(const struct words *w, int weekday);
const char *words_month(const struct words *w, int month);
