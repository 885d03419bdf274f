#pragma once
/* The numerics we send or read: number, name, and the text if it is fixed (NULL if not).
 * https://modern.ircdocs.horse/#numerics */

#define NUMERIC_LIST(X) \
    X(1, RPL_WELCOME, 0) \
    X(2, RPL_YOURHOST, 0) \
    X(3, RPL_CREATED, 0) \
    X(4, RPL_MYINFO, 0) \
    X(5, RPL_ISUPPORT, "are supported by this server") \
    X(8, RPL_SNOMASK, "What this server tells you of") \
    X(15, RPL_MAP, 0) \
    X(17, RPL_MAPEND, "End of /MAP") \
    X(205, RPL_TRACEUSER, 0) \
    X(211, RPL_STATSLINKINFO, 0) \
    X(212, RPL_STATSCOMMANDS, 0) \
    X(216, RPL_STATSKLINE, 0) \
    X(219, RPL_ENDOFSTATS, "End of STATS report") \
    X(221, RPL_UMODEIS, 0) \
    X(242, RPL_STATSUPTIME, 0) \
    X(243, RPL_STATSOLINE, 0) \
    X(251, RPL_LUSERCLIENT, 0) \
    X(252, RPL_LUSEROP, "operator(s) online") \
    X(253, RPL_LUSERUNKNOWN, "unknown connection(s)") \
    X(254, RPL_LUSERCHANNELS, "channels formed") \
    X(255, RPL_LUSERME, 0) \
    X(256, RPL_ADMINME, 0) \
    X(257, RPL_ADMINLOC1, 0) \
    X(258, RPL_ADMINLOC2, 0) \
    X(259, RPL_ADMINEMAIL, 0) \
    X(262, RPL_TRACEEND, "End of TRACE") \
    X(265, RPL_LOCALUSERS, 0) \
    X(266, RPL_GLOBALUSERS, 0) \
    X(271, RPL_SILELIST, 0) \
    X(272, RPL_ENDOFSILELIST, "End of silence list") \
    X(281, RPL_ACCEPTLIST, 0) \
    X(282, RPL_ENDOFACCEPT, "End of accept list") \
    X(301, RPL_AWAY, 0) \
    X(302, RPL_USERHOST, 0) \
    X(303, RPL_ISON, 0) \
    X(305, RPL_UNAWAY, "You are no longer marked as being away") \
    X(306, RPL_NOWAWAY, "You have been marked as being away") \
    X(311, RPL_WHOISUSER, 0) \
    X(312, RPL_WHOISSERVER, 0) \
    X(313, RPL_WHOISOPERATOR, "is an IRC operator") \
    X(314, RPL_WHOWASUSER, 0) \
    X(315, RPL_ENDOFWHO, "End of /WHO list") \
    X(317, RPL_WHOISIDLE, "seconds idle, signon time") \
    X(318, RPL_ENDOFWHOIS, "End of /WHOIS list") \
    X(319, RPL_WHOISCHANNELS, 0) \
    X(321, RPL_LISTSTART, "Users  Name") \
    X(322, RPL_LIST, 0) \
    X(323, RPL_LISTEND, "End of /LIST") \
    X(324, RPL_CHANNELMODEIS, 0) \
    X(329, RPL_CREATIONTIME, 0) \
    X(330, RPL_WHOISACCOUNT, "is logged in as") \
    X(331, RPL_NOTOPIC, "No topic is set") \
    X(332, RPL_TOPIC, 0) \
    X(333, RPL_TOPICWHOTIME, 0) \
    X(335, RPL_WHOISBOT, 0) \
    X(336, RPL_INVITELIST, 0) \
    X(337, RPL_ENDOFINVITELIST, "End of invite list") \
    X(338, RPL_WHOISACTUALLY, "Is actually using host") \
    X(340, RPL_USERIP, 0) \
    X(341, RPL_INVITING, 0) \
    X(346, RPL_INVEXLIST, 0) \
    X(347, RPL_ENDOFINVEXLIST, "End of channel invite exception list") \
    X(348, RPL_EXCEPTLIST, 0) \
    X(349, RPL_ENDOFEXCEPTLIST, "End of channel exception list") \
    X(351, RPL_VERSION, 0) \
    X(352, RPL_WHOREPLY, 0) \
    X(353, RPL_NAMREPLY, 0) \
    X(354, RPL_WHOSPCRPL, 0) \
    X(364, RPL_LINKS, 0) \
    X(365, RPL_ENDOFLINKS, "End of /LINKS list") \
    X(366, RPL_ENDOFNAMES, "End of /NAMES list") \
    X(367, RPL_BANLIST, 0) \
    X(368, RPL_ENDOFBANLIST, "End of channel ban list") \
    X(369, RPL_ENDOFWHOWAS, "End of WHOWAS") \
    X(371, RPL_INFO, 0) \
    X(372, RPL_MOTD, 0) \
    X(374, RPL_ENDOFINFO, "End of INFO list") \
    X(375, RPL_MOTDSTART, 0) \
    X(376, RPL_ENDOFMOTD, "End of /MOTD command") \
    X(378, RPL_WHOISHOST, 0) \
    X(381, RPL_YOUREOPER, "You are now an IRC operator") \
    X(382, RPL_REHASHING, "Rehashing") \
    X(391, RPL_TIME, 0) \
    X(396, RPL_VISIBLEHOST, "is now your displayed host") \
    X(401, ERR_NOSUCHNICK, "No such nick/channel") \
    X(402, ERR_NOSUCHSERVER, "No such server") \
    X(403, ERR_NOSUCHCHANNEL, "No such channel") \
    X(404, ERR_CANNOTSENDTOCHAN, "Cannot send to channel") \
    X(405, ERR_TOOMANYCHANNELS, "You have joined too many channels") \
    X(406, ERR_WASNOSUCHNICK, "There was no such nickname") \
    X(407, ERR_TOOMANYTARGETS, "Too many targets") \
    X(409, ERR_NOORIGIN, "No origin specified") \
    X(410, ERR_INVALIDCAPCMD, "Invalid CAP command") \
    X(411, ERR_NORECIPIENT, 0) \
    X(412, ERR_NOTEXTTOSEND, "No text to send") \
    X(416, ERR_TOOMANYMATCHES, "Output too large, truncated") \
    X(417, ERR_INPUTTOOLONG, "Input line was too long") \
    X(421, ERR_UNKNOWNCOMMAND, "Unknown command") \
    X(422, ERR_NOMOTD, "MOTD File is missing") \
    X(423, ERR_NOADMININFO, "No administrative info available") \
    X(431, ERR_NONICKNAMEGIVEN, "No nickname given") \
    X(432, ERR_ERRONEUSNICKNAME, "Erroneous nickname") \
    X(433, ERR_NICKNAMEINUSE, "Nickname is already in use") \
    X(435, ERR_BANONCHAN, "A ban there holds for the nickname you have, or for that one") \
    X(436, ERR_NICKCOLLISION, "Nickname collision") \
    X(437, ERR_UNAVAILRESOURCE, "Nick/channel is temporarily unavailable") \
    X(439, ERR_TARGETTOOFAST, 0) \
    X(441, ERR_USERNOTINCHANNEL, "They aren't on that channel") \
    X(442, ERR_NOTONCHANNEL, "You're not on that channel") \
    X(443, ERR_USERONCHANNEL, "is already on channel") \
    X(451, ERR_NOTREGISTERED, "You have not registered") \
    X(456, ERR_ACCEPTFULL, "Accept list is full") \
    X(457, ERR_ACCEPTEXIST, "is already on your accept list") \
    X(458, ERR_ACCEPTNOT, "is not on your accept list") \
    X(461, ERR_NEEDMOREPARAMS, "Not enough parameters") \
    X(462, ERR_ALREADYREGISTERED, "You may not reregister") \
    X(464, ERR_PASSWDMISMATCH, "Password incorrect") \
    X(465, ERR_YOUREBANNEDCREEP, "You are banned from this server") \
    X(471, ERR_CHANNELISFULL, "Cannot join channel (+l)") \
    X(472, ERR_UNKNOWNMODE, "is unknown mode char to me") \
    X(473, ERR_INVITEONLYCHAN, "Cannot join channel (+i)") \
    X(474, ERR_BANNEDFROMCHAN, "Cannot join channel (+b)") \
    X(475, ERR_BADCHANNELKEY, "Cannot join channel (+k)") \
    X(476, ERR_BADCHANMASK, "Bad channel mask") \
    X(477, ERR_NEEDREGGEDNICK, "Log in to an account first") \
    X(478, ERR_BANLISTFULL, "Channel list is full") \
    X(480, ERR_THROTTLE, 0) \
    X(481, ERR_NOPRIVILEGES, "Permission denied: you are not an operator of this server") \
    X(482, ERR_CHANOPRIVSNEEDED, "You're not channel operator") \
    X(501, ERR_UMODEUNKNOWNFLAG, "Unknown MODE flag") \
    X(502, ERR_USERSDONTMATCH, "Can't change mode for other users") \
    X(511, ERR_SILELISTFULL, "Your silence list is full") \
    X(524, ERR_HELPNOTFOUND, "Help not found") \
    X(531, ERR_CANTSENDTOUSER, "This person takes messages only from people who are logged in") \
    X(671, RPL_WHOISSECURE, "is using a secure connection") \
    X(696, ERR_INVALIDMODEPARAM, 0) \
    X(704, RPL_HELPSTART, 0) \
    X(705, RPL_HELPTXT, 0) \
    X(706, RPL_ENDOFHELP, "End of /HELP") \
    X(710, RPL_KNOCK, "has asked for an invitation") \
    X(711, RPL_KNOCKDLVR, "Your knock was delivered") \
    X(712, ERR_TOOMANYKNOCK, "Too many knocks: wait a minute") \
    X(713, ERR_CHANOPEN, "The channel is open: join it") \
    X(714, ERR_KNOCKONCHAN, "You are on that channel already") \
    X(716, ERR_TARGUMODEG, "is in +g mode (server-side ignore)") \
    X(717, RPL_TARGNOTIFY, "has been told that you wrote") \
    X(718, RPL_UMODEGMSG, "is messaging you, and you are +g; ACCEPT lets them") \
    X(723, ERR_NOPRIVS, "Your class of operator may not do that") \
    X(730, RPL_MONONLINE, 0) \
    X(731, RPL_MONOFFLINE, 0) \
    X(732, RPL_MONLIST, 0) \
    X(733, RPL_ENDOFMONLIST, "End of MONITOR list") \
    X(734, ERR_MONLISTFULL, 0) \
    X(760, RPL_WHOISKEYVALUE, 0) \
    X(761, RPL_KEYVALUE, 0) \
    X(766, RPL_KEYNOTSET, "key is not set") \
    X(770, RPL_METADATASUBOK, 0) \
    X(771, RPL_METADATAUNSUBOK, 0) \
    X(772, RPL_METADATASUBS, 0) \
    X(774, RPL_METADATASYNCLATER, 0) \
    X(900, RPL_LOGGEDIN, 0) \
    X(901, RPL_LOGGEDOUT, "You are now logged out") \
    X(902, ERR_NICKLOCKED, "You must use the nickname of your account") \
    X(903, RPL_SASLSUCCESS, "SASL authentication successful") \
    X(904, ERR_SASLFAIL, "SASL authentication failed") \
    X(905, ERR_SASLTOOLONG, "SASL message too long") \
    X(906, ERR_SASLABORTED, "SASL authentication aborted") \
    X(907, ERR_SASLALREADY, "You have already authenticated using SASL") \
    X(908, RPL_SASLMECHS, "are available SASL mechanisms")

enum numeric {
#define NUMERIC_NAME(code, name, text) name = code,
    NUMERIC_LIST(NUMERIC_NAME)
#undef NUMERIC_NAME
};

/* The fixed text of a numeric, or NULL. */
const char *numeric_text(int code);
