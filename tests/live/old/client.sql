-- What the window of 2026-11-22 (0.1.0) kept of a room; PORT is the server.
BEGIN TRANSACTION;
CREATE TABLE draft (account TEXT, chat TEXT, text TEXT NOT NULL, PRIMARY KEY (account, chat))  WITHOUT ROWID;
CREATE TABLE indexed (last INTEGER NOT NULL);
INSERT INTO "indexed" VALUES(4);
CREATE TABLE line (seq INTEGER PRIMARY KEY, account TEXT NOT NULL, chat TEXT NOT NULL,  name TEXT NOT NULL, time INTEGER NOT NULL, id TEXT, verb TEXT NOT NULL, nick TEXT NOT NULL,  mine INTEGER NOT NULL, gap INTEGER NOT NULL, reply TEXT, text TEXT NOT NULL,  place INTEGER NOT NULL, coded TEXT);
INSERT INTO "line" VALUES(1,'127.0.0.1:PORT/eva','#cafe','#cafe',1795965708745,'1a227e5e4cd-4','PRIVMSG','ana',0,0,NULL,'first words',0,NULL);
INSERT INTO "line" VALUES(2,'127.0.0.1:PORT/eva','#cafe','#cafe',1795965708746,'1a227e5e4cd-5','PRIVMSG','ana',0,0,NULL,'¿y qué más? 日本',0,NULL);
INSERT INTO "line" VALUES(3,'127.0.0.1:PORT/eva','#cafe','#cafe',1795965708746,'1a227e5e4cd-6','PRIVMSG','ana',0,0,NULL,'a link https://example.org/x',1,NULL);
INSERT INTO "line" VALUES(4,'127.0.0.1:PORT/eva','#cafe','#cafe',1795965708749,'1a227e5e4cd-8','PRIVMSG','bob',0,0,NULL,'hello ana',0,NULL);
CREATE TABLE reaction (account TEXT, chat TEXT, id TEXT, nick TEXT, text TEXT,  mine INTEGER NOT NULL, UNIQUE (account, chat, id, nick, text));
CREATE VIRTUAL TABLE words USING fts5 (text, content = 'line', content_rowid = 'seq',  tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO words (words) VALUES ('rebuild');
CREATE UNIQUE INDEX line_id ON line (account, chat, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX line_same ON line (account, chat, time, nick, text) WHERE id IS NULL;
CREATE INDEX line_time ON line (account, chat, time, place);
CREATE TRIGGER line_out AFTER DELETE ON line WHEN old.seq <= (SELECT last FROM indexed) BEGIN  INSERT INTO words (words, rowid, text) VALUES ('delete', old.seq, old.text); END;
COMMIT;
PRAGMA user_version = 3;
