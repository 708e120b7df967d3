// Behaviours that make pages quicker to use. Every page works without them.
import htmx from "htmx.org";
import { attach as days } from "./behaviours/days.js";
import { attach as dialogs } from "./behaviours/dialogs.js";
import { attach as idle } from "./behaviours/idle.js";
import { attach as menus } from "./behaviours/menus.js";
import { attach as once } from "./behaviours/once.js";
import { attach as passwords } from "./behaviours/passwords.js";
import { attach as printing } from "./behaviours/printing.js";
import { attach as reviewing } from "./behaviours/reviewing.js";
import { attach as searching } from "./behaviours/searching.js";
import { attach as uploading } from "./behaviours/uploading.js";

Object.assign(htmx.config, {
  allowEval: false,
  defaultSettleDelay: 0, // what was swapped in works at once, also for somebody quick at the keyboard
  allowScriptTags: false,
  historyCacheSize: 0, // pages hold personal data: none of them is kept in the browser
  refreshOnHistoryMiss: true,
  includeIndicatorStyles: false, // the content policy would refuse them; ours are in the style sheet
  selfRequestsOnly: true,
});

for (const attach of [days, dialogs, idle, menus, once, passwords, printing, reviewing, searching, uploading]) attach(document);
