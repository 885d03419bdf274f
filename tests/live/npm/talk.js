// One library comes in, does what its users do, and prints what it saw as JSON lines.
// node talk.js LIBRARY PORT; run by npm_live.py, which listens on the wire as well.
'use strict';
const [library, port] = [process.argv[2], Number(process.argv[3])];
const seen = (what, data) => console.log(JSON.stringify({ what, ...data }));

function withFramework() {
    const IRC = require('irc-framework');
    const client = new IRC.Client();
    const raw = client.raw.bind(client);
    client.requestCap(['echo-message', 'draft/message-redaction', 'draft/chathistory']);
    client.connect({ host: '127.0.0.1', port, nick: 'marco', gecos: 'Framework', auto_reconnect: false,
                     enable_echomessage: true });
    client.on('registered', () => { seen('registered', { nick: client.user.nick }); client.join('#cafe'); });
    client.on('join', (e) => {
        if (e.nick === 'marco') {
            client.say('#cafe', 'hola from irc-framework');
            client.addMonitor('testigo');
        } else {
            seen('join', { nick: e.nick });
        }
    });
    client.on('users online', (e) => seen('online', { nicks: e.nicks }));
    client.on('users offline', (e) => seen('offline', { nicks: e.nicks }));
    client.on('mode', (e) => seen('mode', { target: e.target, raw: e.raw_modes, params: e.raw_params }));
    client.on('tagmsg', (e) => seen('tagmsg', { nick: e.nick, tags: e.tags }));
    client.on('raw', (e) => {
        if (e.from_server && e.line.includes(' REDACT ')) { seen('redact', { line: e.line }); }
    });
    client.on('message', (e) => {
        seen('message', { nick: e.nick, text: e.message, id: e.tags && e.tags.msgid });
        if (e.nick === 'marco' && e.message.startsWith('hola')) {
            client.mode('#cafe', '+m');
            client.mode('#cafe', '+v', ['testigo']);
            raw('REDACT', '#cafe', e.tags.msgid, 'said too soon');
        } else if (e.message === 'react') {
            client.tagmsg('#cafe', { '+draft/react': '👍', '+draft/reply': e.tags.msgid });
        } else if (e.message === 'bye') {
            client.quit('see you');
        }
    });
    client.on('close', () => process.exit(0));
}

function withIrcv3() {
    const { IrcClient } = require('ircv3');
    const client = new IrcClient({ connection: { hostName: '127.0.0.1', port, secure: false },
        credentials: { nick: 'ursula', userName: 'ursula', realName: 'Ircv3' },
        logger: { minLevel: 'error' } });
    for (const name of ['echo-message', 'draft/message-redaction', 'draft/chathistory']) {
        client.addCapability({ name });
    }
    client.onRegister(() => { seen('registered', { nick: client.currentNick }); client.join('#cafe'); });
    client.onAnyMessage((msg) => {
        const words = msg.toString(true).split(' ');
        if (msg.command === 'JOIN') {
            seen('join', { nick: msg.prefix.nick });
            if (msg.prefix.nick === 'ursula') {
                client.say('#cafe', 'hola from ircv3');
                client.sendRaw('MONITOR + testigo');
            } else {
                client.sendRaw('MODE #cafe +v ' + msg.prefix.nick);
            }
        } else if (['730', '731', 'MODE', 'REDACT', 'TAGMSG'].includes(msg.command)) {
            seen(msg.command, { line: words.join(' '), tags: Object.fromEntries(msg.tags) });
        }
    });
    client.onPrivmsg((target, user, text, msg) => {
        const id = msg.tags.get('msgid');
        seen('message', { nick: user, text, id });
        if (text === 'react') {
            client.sendRaw('@+draft/react=ok;+reply=' + id + ' TAGMSG #cafe');
        } else if (text === 'redact') {
            client.sendRaw('REDACT #cafe ' + id + ' :not here');
        } else if (text === 'bye') {
            client.quit('see you');
        }
    });
    client.onDisconnect(() => process.exit(0));
    client.connect();
}

({ 'irc-framework': withFramework, 'ircv3': withIrcv3 })[library]();
