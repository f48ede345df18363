/* Makes a page to write on of every text area in [data-editor]. The area stays the field that is sent: it gets the HTML and an
   "input" event whenever the text changes, so counting, asking before leaving and saving work as for any other field.

   Nothing that comes from a clipboard or from the area is ever put into the page as it is: it is parsed apart and copied
   node by node. The server cleans again, and at once what is pasted (data-clean), because only it knows what it left out. */
(function () {
  "use strict";

  var BLOCKS = /^(P|H[1-6]|UL|OL|TABLE|BLOCKQUOTE|FIGURE|HR|DIV|SECTION|ARTICLE|CENTER|PRE|DL|HEADER|FOOTER|MAIN)$/;
  var KEPT = /^(P|H[234]|STRONG|EM|U|SUP|SUB|A|UL|OL|LI|TABLE|CAPTION|THEAD|TBODY|TR|TH|TD|BR|HR|BLOCKQUOTE|FIGURE|FIGCAPTION|IMG)$/;
  var OTHER = { B: "strong", I: "em", H1: "h2", H5: "h4", H6: "h4", DT: "p", DD: "p", PRE: "p", CENTER: "p" };
  var GONE = /^(SCRIPT|STYLE|TITLE|META|LINK|XML|TEMPLATE|NOSCRIPT|IFRAME|OBJECT|EMBED|SVG|MATH|CANVAS|AUDIO|VIDEO|INPUT|SELECT|TEXTAREA|BUTTON|DEL)$/;
  var LOOKS = ["gk-center", "gk-right", "gk-sign", "gk-indent0"];
  var HIDDEN = /(?:display\s*:\s*none|mso-hide\s*:\s*(?:all|screen)|visibility\s*:\s*hidden)/i;
  var STEPS = 100; /* that can be undone */
  var PAUSE = 800; /* milliseconds of typing that are one step */

  function make(tag, text) {
    var element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /* Styles and handlers under other names: a parser warns of them, and nobody may run them. */
  function parsed(html) {
    var tame = html.replace(/<[^>]*>/g, function (tag) { return tag.replace(/([\s"'\/])(style|on\w+)(\s*=)/gi, "$1data-$2$3"); });
    return new DOMParser().parseFromString(tame, "text/html").body;
  }

  function styleOf(node) {
    return node.getAttribute("data-style") || node.getAttribute("style") || "";
  }

  /* --- copying ----------------------------------------------------------------------------------------------- */

  function holdsBlocks(node) {
    return Array.prototype.some.call(node.children, function (child) { return BLOCKS.test(child.nodeName) || holdsBlocks(child); });
  }

  function tagFor(node) {
    var name = node.nodeName.toUpperCase();
    if (KEPT.test(name)) return name.toLowerCase();
    if (OTHER[name]) return OTHER[name];
    if (/^(DIV|SECTION|ARTICLE)$/.test(name) && !holdsBlocks(node)) return "p";
    return name === "SPAN" && /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(styleOf(node)) ? "strong" : "";
  }

  function attributes(from, to, files) {
    var name = (from.getAttribute("src") || from.getAttribute("href") || "").replace(/^attachment:/, "");
    var style = styleOf(from);
    LOOKS.forEach(function (look) { if (from.classList.contains(look)) to.className = look; });
    if (!to.className && /^(P|H[234])$/.test(to.nodeName)) {
      var align = (/text-align\s*:\s*(center|right)/i.exec(style) || [])[1] || from.getAttribute("align");
      if (align === "center" || align === "right") to.className = "gk-" + align;
    }
    if (to.nodeName === "A" && /^(https?:|mailto:|attachment:|\/)/i.test((from.getAttribute("href") || "").trim())) to.setAttribute("href", from.getAttribute("href").trim());
    ["rowspan", "colspan", "start"].forEach(function (each) {
      if (/^\d{1,3}$/.test(from.getAttribute(each) || "")) to.setAttribute(each, from.getAttribute(each));
    });
    if (to.nodeName === "IMG") {
      name = from.getAttribute("data-name") || name;
      if (!Object.prototype.hasOwnProperty.call(files, name)) return false;
      to.setAttribute("src", files[name]);
      to.setAttribute("data-name", name);
      to.setAttribute("alt", from.getAttribute("alt") || "");
    }
    return true;
  }

  function copy(from, into, files) {
    Array.prototype.forEach.call(from.childNodes, function (node) {
      if (node.nodeType === 3) into.appendChild(document.createTextNode(node.nodeValue.replace(/[ \t\r\n\f]+/g, " ")));
      if (node.nodeType !== 1 || GONE.test(node.nodeName.toUpperCase()) || node.hidden || HIDDEN.test(styleOf(node))) return;
      var tag = tagFor(node);
      var made = tag ? make(tag) : into;
      if (tag && !attributes(node, made, files)) return;
      copy(node, made, files);
      if (tag) into.appendChild(made);
    });
  }

  function empty(node) {
    return !node.textContent.trim() && !node.querySelector("img, hr, table");
  }

  /* The blocks of a piece of HTML; loose words become paragraphs. */
  function blocksOf(html, files) {
    var rough = make("div");
    var made = [];
    var open = null;
    copy(parsed(html), rough, files);
    Array.from(rough.childNodes).forEach(function (node) {
      if (node.nodeType === 1 && BLOCKS.test(node.nodeName)) {
        open = null;
        if (node.nodeName === "HR" || !empty(node)) made.push(node);
      } else {
        if (!open) made.push((open = make("p")));
        open.appendChild(node);
      }
    });
    return made.filter(function (node) { return node.nodeName === "HR" || !empty(node); });
  }

  /* --- writing out ------------------------------------------------------------------------------------------- */

  function escaped(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }

  function written(node) {
    return Array.prototype.map.call(node.childNodes, function (child) {
      if (child.nodeType === 3) return escaped(child.nodeValue);
      if (child.nodeType !== 1) return "";
      var tag = tagFor(child);
      if (!tag) return written(child);
      if (tag === "br" || tag === "hr") return "<" + tag + ">";
      if (tag === "img") return '<img src="attachment:' + escaped(child.getAttribute("data-name") || "") + '" alt="' + escaped(child.alt) + '">';
      var said = ["class", "href", "rowspan", "colspan", "start"].map(function (name) {
        return child.getAttribute(name) ? " " + name + '="' + escaped(child.getAttribute(name)) + '"' : "";
      });
      return "<" + tag + said.join("") + ">" + written(child) + "</" + tag + ">";
    }).join("");
  }

  /* --- one editor -------------------------------------------------------------------------------------------- */

  function Editor(root) {
    this.root = root;
    this.area = root.querySelector("textarea");
    this.bar = root.querySelector("[role=toolbar]");
    this.linking = root.querySelector("[data-link]");
    this.files = JSON.parse(root.dataset.files || "{}");
    this.past = [];
    this.future = [];
    this.typedAt = 0;
    this.range = null;
    this.build();
    this.listen();
  }

  Editor.prototype.build = function () {
    var page = (this.page = make("div"));
    var area = this.area;
    var label = document.querySelector('label[for="' + area.id + '"]');
    page.className = "gk-editor__page";
    page.contentEditable = "true";
    page.setAttribute("role", "textbox");
    page.setAttribute("aria-multiline", "true");
    page.id = area.id; /* links in the list of errors lead here */
    area.id = page.id + "_source";
    if (label) {
      label.id = label.id || page.id + "_label";
      label.removeAttribute("for");
      label.addEventListener("click", function () { page.focus(); });
      page.setAttribute("aria-labelledby", label.id);
    }
    ["aria-describedby", "aria-invalid"].forEach(function (name) {
      if (area.hasAttribute(name)) page.setAttribute(name, area.getAttribute(name));
    });
    this.bar.setAttribute("aria-controls", page.id);
    area.hidden = true;
    area.tabIndex = -1;
    this.show(area.value);
    this.last = this.html();
    area.parentNode.insertBefore(page, area);
    this.bar.hidden = false;
    this.root.querySelector("[data-hint]").hidden = false;
    this.root.querySelector("[data-no-script]").hidden = true;
    this.controls().forEach(function (control, at) { control.tabIndex = at ? -1 : 0; });
    document.execCommand("defaultParagraphSeparator", false, "p");
  };

  Editor.prototype.show = function (html) {
    var page = this.page;
    page.textContent = "";
    blocksOf(html, this.files).forEach(function (block) { page.appendChild(block); });
    this.fill();
  };

  /* There is always a paragraph to write in. */
  Editor.prototype.fill = function () {
    var last = this.page.lastElementChild;
    if (last && !/^(TABLE|HR|FIGURE)$/.test(last.nodeName)) return;
    var line = make("p");
    line.appendChild(make("br"));
    this.page.appendChild(line);
  };

  Editor.prototype.html = function () {
    return Array.prototype.map.call(this.page.childNodes, function (node) {
      if (node.nodeType === 3) return node.nodeValue.trim() ? "<p>" + escaped(node.nodeValue) + "</p>" : "";
      var around = make("div");
      around.appendChild(node.cloneNode(true));
      return empty(node) && node.nodeName !== "HR" ? "" : written(around);
    }).join("\n").trim();
  };

  Editor.prototype.store = function () {
    var html = this.html();
    if (html === this.area.value) return;
    this.area.value = html;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /* --- undoing */

  Editor.prototype.keep = function () {
    if (this.past[this.past.length - 1] !== this.last) this.past.push(this.last);
    if (this.past.length > STEPS) this.past.shift();
    this.future = [];
  };

  Editor.prototype.changed = function () {
    this.fill();
    this.last = this.html();
    this.store();
    this.mark();
  };

  Editor.prototype.back = function (from, to) {
    if (!from.length) return;
    to.push(this.html());
    this.last = from.pop();
    this.show(this.last);
    this.page.focus();
    this.store();
    this.mark();
  };

  /* --- where the caret is */

  Editor.prototype.caret = function () {
    var selection = window.getSelection();
    if (selection.rangeCount && this.page.contains(selection.getRangeAt(0).commonAncestorContainer)) this.range = selection.getRangeAt(0);
    if (!this.range || !this.page.contains(this.range.startContainer)) {
      this.range = document.createRange();
      this.range.selectNodeContents(this.page.lastElementChild);
      this.range.collapse(false);
    }
    return this.range;
  };

  Editor.prototype.within = function (selector) {
    var node = this.caret().startContainer;
    var found = (node.nodeType === 1 ? node : node.parentNode).closest(selector);
    return found && this.page.contains(found) && found !== this.page ? found : null;
  };

  /* The blocks of the page that the selection touches. */
  Editor.prototype.chosen = function () {
    var range = this.caret();
    return Array.from(this.page.children).filter(function (block) { return range.intersectsNode(block); });
  };

  Editor.prototype.at = function (node, end) {
    var range = document.createRange();
    range.selectNodeContents(node);
    range.collapse(!end);
    this.range = range;
    this.page.focus();
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(range);
  };

  /* --- putting in */

  Editor.prototype.insert = function (blocks) {
    if (!blocks.length) return;
    var range = this.caret();
    this.keep();
    range.deleteContents();
    var inner = this.within("li, td, th, figcaption, caption");
    if (inner || (blocks.length === 1 && blocks[0].nodeName === "P" && !blocks[0].className)) this.insertWords(range, blocks);
    else this.insertBlocks(range, blocks);
    this.changed();
  };

  Editor.prototype.insertWords = function (range, blocks) {
    var words = document.createDocumentFragment();
    blocks.forEach(function (block, at) {
      if (at) words.appendChild(make("br"));
      if (/^(P|H[2-4])$/.test(block.nodeName)) while (block.firstChild) words.appendChild(block.firstChild);
      else words.appendChild(document.createTextNode(block.textContent));
    });
    var last = words.lastChild;
    range.insertNode(words);
    if (!last) return;
    range.setStartAfter(last);
    range.collapse(true);
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(range);
  };

  Editor.prototype.insertBlocks = function (range, blocks) {
    var page = this.page;
    var top = range.startContainer;
    while (top.parentNode !== page && top !== page) top = top.parentNode;
    var before = top === page ? page.childNodes[range.startOffset] || null : top.nextSibling;
    if (top !== page && /^(P|H[2-4]|DIV)$/.test(top.nodeName)) {
      var rest = document.createRange();
      rest.setStart(range.startContainer, range.startOffset);
      rest.setEndAfter(top.lastChild || top);
      var tail = top.cloneNode(false);
      tail.appendChild(rest.extractContents());
      if (!empty(tail)) page.insertBefore(tail, before);
      before = top.nextSibling;
      if (empty(top)) page.removeChild(top);
    }
    blocks.forEach(function (block) { page.insertBefore(block, before); });
    this.at(blocks[blocks.length - 1], true);
  };

  /* --- the clipboard */

  Editor.prototype.take = function (data) {
    var html = data.getData("text/html");
    var text = data.getData("text/plain");
    var editor = this;
    if (!html && text && !/[\n\t]/.test(text)) {
      var line = make("p", text);
      return this.insert([line]);
    }
    if (!html && !text) return this.say(["剪贴板里只有图片。请把图片作为附件上传，再从“插入图片”里选。"]);
    var light = function () {
      return html ? blocksOf(html, editor.files) : text.split(/\r?\n/).filter(function (line) { return line.trim(); }).map(function (line) { return make("p", line.trim()); });
    };
    if (!this.root.dataset.clean) return this.insert(light());
    this.ask(html ? html.replace(/(src\s*=\s*["']?)data:[^"'\s>]+/gi, "$1data:,") : text, light);
  };

  Editor.prototype.ask = function (value, light) {
    var editor = this;
    var page = this.page;
    var form = this.area.form;
    var token = form && form.querySelector("[name=csrfmiddlewaretoken]");
    this.caret();
    page.setAttribute("aria-busy", "true");
    window.fetch(this.root.dataset.clean, {
      method: "POST",
      body: new URLSearchParams({ value: value }),
      headers: token ? { "X-CSRFToken": token.value } : {},
      credentials: "same-origin",
    }).then(function (answer) {
      return answer.status === 400 || answer.ok ? answer.json() : Promise.reject(answer.status);
    }).then(function (made) {
      if (made.html !== undefined) editor.insert(blocksOf(made.html, editor.files));
      editor.say(made.said, made.html === undefined ? "没有粘贴：" : "已粘贴，多余的格式已去掉。");
    }).catch(function () {
      editor.insert(light());
      editor.say([], "已粘贴。暂时连不上服务器，保存时会再整理一遍格式。");
    }).then(function () { page.removeAttribute("aria-busy"); });
  };

  Editor.prototype.say = function (sentences, first) {
    var said = this.root.querySelector("[data-said]");
    said.textContent = "";
    if (first) said.appendChild(make("p", first));
    if (!sentences.length) return;
    var list = make("ul");
    sentences.forEach(function (sentence) { list.appendChild(make("li", sentence)); });
    said.appendChild(list);
  };

  /* --- what the buttons do */

  function renamed(block, tag) {
    var made = make(tag);
    made.className = tag === "p" ? block.className : "";
    if (!made.className) made.removeAttribute("class");
    while (block.firstChild) made.appendChild(block.firstChild);
    block.replaceWith(made);
    return made;
  }

  var ACTS = {
    style: function (editor, control) {
      var last = null;
      editor.chosen().forEach(function (block) { if (/^(P|H[2-4]|DIV)$/.test(block.nodeName)) last = renamed(block, control.value); });
      if (last) editor.at(last, true);
    },
    bold: function (editor) {
      editor.page.focus();
      document.execCommand("styleWithCSS", false, false);
      document.execCommand("bold");
    },
    ul: function (editor) { listed(editor, "ul"); },
    ol: function (editor) { listed(editor, "ol"); },
    center: function (editor) { looked(editor, "gk-center"); },
    sign: function (editor) { looked(editor, "gk-sign"); },
    flush: function (editor) { looked(editor, "gk-indent0"); },
    picture: function (editor, control) {
      var picture = make("img");
      if (!control.value) return;
      picture.src = editor.files[control.value];
      picture.alt = "";
      picture.setAttribute("data-name", control.value);
      var line = make("p");
      line.className = "gk-center";
      line.appendChild(picture);
      control.value = "";
      editor.insertBlocks(editor.caret(), [line]);
    },
    table: function (editor) {
      var table = make("table");
      var head = table.createTHead().insertRow();
      var body = table.appendChild(make("tbody"));
      for (var column = 0; column < 3; column += 1) head.appendChild(make("th", "栏目" + (column + 1)));
      for (var line = 0; line < 2; line += 1) for (var row = body.insertRow(), at = 0; at < 3; at += 1) row.insertCell();
      editor.insertBlocks(editor.caret(), [table]);
      editor.at(head.cells[0], true);
    },
    row: function (editor) { inTable(editor, function (cell, table) {
      var made = table.tBodies[0].insertRow(cell.closest("thead") ? 0 : cell.parentNode.sectionRowIndex + 1);
      Array.from(cell.parentNode.cells).forEach(function () { made.insertCell(); });
      editor.at(made.cells[cell.cellIndex]);
    }); },
    "no-row": function (editor) { inTable(editor, function (cell, table) {
      cell.parentNode.remove();
      if (!table.rows.length) table.remove();
    }); },
    column: function (editor) { inTable(editor, function (cell, table) {
      var at = cell.cellIndex;
      Array.from(table.rows).forEach(function (row) { row.cells[at].after(make(row.cells[at].nodeName.toLowerCase())); });
    }); },
    "no-column": function (editor) { inTable(editor, function (cell, table) {
      var at = cell.cellIndex;
      Array.from(table.rows).forEach(function (row) { row.cells[at].remove(); });
      if (!table.rows[0].cells.length) table.remove();
    }); },
  };

  function inTable(editor, act) {
    var cell = editor.within("td, th");
    if (!cell) return;
    var table = cell.closest("table");
    if (table.querySelector("[rowspan], [colspan]")) return editor.say(["这张表有合并的单元格，请在 Word 里改好再粘贴。"]);
    act(cell, table);
  }

  function looked(editor, look) {
    var blocks = editor.chosen().filter(function (block) { return /^(P|H[2-4])$/.test(block.nodeName); });
    var on = !blocks.every(function (block) { return block.className === look; });
    blocks.forEach(function (block) {
      if (on) block.className = look;
      else block.removeAttribute("class");
    });
  }

  function listed(editor, tag) {
    var list = editor.within("ul, ol");
    if (list && list.nodeName.toLowerCase() !== tag) return editor.at(renamed(list, tag), true);
    if (list) {
      var lines = Array.from(list.children).map(function (point) {
        var line = make("p");
        while (point.firstChild) line.appendChild(point.firstChild);
        return line;
      });
      list.replaceWith.apply(list, lines);
      return editor.at(lines[lines.length - 1], true);
    }
    var blocks = editor.chosen().filter(function (block) { return /^(P|H[2-4]|DIV)$/.test(block.nodeName); });
    if (!blocks.length) return;
    var made = make(tag);
    blocks[0].before(made);
    blocks.forEach(function (block) { made.appendChild(renamed(block, "li")); });
    editor.at(made.lastChild, true);
  }

  /* Enter on an empty point ends the list. (A browser would write the looks of the point into the new paragraph.) */
  Editor.prototype.leaveList = function (point) {
    var list = point.parentNode;
    var outer = list.parentNode.closest("li");
    var line = make(outer ? "li" : "p");
    var rest = list.cloneNode(false);
    this.keep();
    while (point.nextSibling) rest.appendChild(point.nextSibling);
    point.remove();
    (outer || list).after(line);
    if (rest.children.length) (outer ? line : list.parentNode).insertBefore(rest, outer ? null : line.nextSibling);
    if (!list.children.length) list.remove();
    line.insertBefore(make("br"), line.firstChild);
    this.at(line);
    this.changed();
  };

  Editor.prototype.act = function (control) {
    var name = control.dataset.do;
    if (name === "undo") return this.back(this.past, this.future);
    if (name === "redo") return this.back(this.future, this.past);
    if (name === "link") return this.openLink();
    this.caret();
    this.keep();
    ACTS[name](this, control);
    this.changed();
  };

  Editor.prototype.openLink = function () {
    var here = this.within("a");
    var input = this.linking.querySelector("input");
    var opening = this.linking.hidden;
    this.caret();
    this.linking.hidden = !opening;
    this.bar.querySelector("[data-do=link]").setAttribute("aria-expanded", String(opening));
    input.value = here ? here.getAttribute("href") : "";
    if (opening) input.focus();
    else this.page.focus();
  };

  Editor.prototype.setLink = function (address) {
    var range = this.range || this.caret();
    var here = this.within("a");
    this.keep();
    if (address && !/^(https?:\/\/|mailto:|attachment:|\/)/i.test(address)) address = "https://" + address;
    if (here && address) here.setAttribute("href", address);
    else if (here) here.replaceWith.apply(here, Array.from(here.childNodes));
    else if (address) {
      var link = make("a");
      link.setAttribute("href", address);
      if (range.collapsed) link.textContent = address;
      else link.appendChild(range.extractContents());
      range.insertNode(link);
      Array.from(link.querySelectorAll("a")).forEach(function (inner) { inner.replaceWith.apply(inner, Array.from(inner.childNodes)); });
    }
    this.openLink();
    this.changed();
  };

  /* --- state of the bar */

  Editor.prototype.controls = function () {
    return Array.from(this.bar.querySelectorAll("button, select")).filter(function (control) { return !control.closest("[hidden]") || control.closest("[hidden]").hasAttribute("data-in-table") === false; });
  };

  Editor.prototype.mark = function () {
    var first = this.chosen()[0];
    var list = this.within("ul, ol");
    var bar = this.bar;
    function press(name, on) { bar.querySelector('[data-do="' + name + '"]').setAttribute("aria-pressed", String(!!on)); }
    press("bold", document.queryCommandState("bold"));
    press("ul", list && list.nodeName === "UL");
    press("ol", list && list.nodeName === "OL");
    press("center", first && first.className === "gk-center");
    press("sign", first && first.className === "gk-sign");
    press("flush", first && first.className === "gk-indent0");
    bar.querySelector("[data-do=style]").value = first && /^H[2-4]$/.test(first.nodeName) ? first.nodeName.toLowerCase() : "p";
    bar.querySelector("[data-in-table]").hidden = !this.within("table");
    bar.querySelector("[data-do=undo]").setAttribute("aria-disabled", String(!this.past.length));
    bar.querySelector("[data-do=redo]").setAttribute("aria-disabled", String(!this.future.length));
  };

  /* --- listening */

  Editor.prototype.onKey = function (event) {
    var key = event.key.toLowerCase();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      var point = this.within("li");
      if (point && empty(point) && !point.querySelector("ul, ol")) {
        event.preventDefault();
        return this.leaveList(point);
      }
    }
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      return this.bar.querySelector("[tabindex='0']").focus();
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    var redo = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !redo) return;
    event.preventDefault();
    if (redo) this.back(this.future, this.past);
    else this.back(this.past, this.future);
  };

  Editor.prototype.onBarKey = function (event) {
    var all = this.controls().filter(function (control) { return !control.closest("[hidden]"); });
    var at = all.indexOf(event.target);
    var step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") return this.page.focus();
    if (event.key === "Home") step = -at;
    if (event.key === "End") step = all.length - 1 - at;
    if (step === undefined || at < 0) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    var next = all[(at + step + all.length) % all.length];
    next.tabIndex = 0;
    next.focus();
  };

  Editor.prototype.listen = function () {
    var editor = this;
    var page = this.page;
    page.addEventListener("input", function () {
      var now = Date.now();
      if (now - editor.typedAt > PAUSE) editor.keep();
      editor.typedAt = now;
      Array.from(page.querySelectorAll("[style]")).forEach(function (each) { each.removeAttribute("style"); });
      editor.last = editor.html();
      editor.store();
      editor.mark();
    });
    page.addEventListener("beforeinput", function (event) { if (/^history/.test(event.inputType)) event.preventDefault(); });
    page.addEventListener("keydown", function (event) { editor.onKey(event); });
    page.addEventListener("paste", function (event) {
      event.preventDefault();
      editor.take(event.clipboardData);
    });
    page.addEventListener("drop", function (event) {
      event.preventDefault();
      if (event.dataTransfer) editor.take(event.dataTransfer);
    });
    page.addEventListener("click", function (event) { if (event.target.closest("a")) event.preventDefault(); });
    this.bar.addEventListener("keydown", function (event) { editor.onBarKey(event); });
    this.bar.addEventListener("mousedown", function (event) { if (event.target.closest("button")) event.preventDefault(); }); /* the selection stays */
    this.bar.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (button && button.getAttribute("aria-disabled") !== "true") editor.act(button);
    });
    this.bar.addEventListener("change", function (event) { if (event.target.matches("select")) editor.act(event.target); });
    this.linking.addEventListener("click", function (event) {
      if (event.target.closest("[data-link-set]")) editor.setLink(editor.linking.querySelector("input").value.trim());
      if (event.target.closest("[data-link-off]")) editor.setLink("");
    });
    this.linking.addEventListener("keydown", function (event) {
      if (event.key === "Escape") editor.openLink();
      if (event.key !== "Enter" || event.target.nodeName !== "INPUT") return;
      event.preventDefault();
      editor.setLink(event.target.value.trim());
    });
    document.addEventListener("selectionchange", function () {
      var selection = window.getSelection();
      if (selection.rangeCount && page.contains(selection.getRangeAt(0).commonAncestorContainer)) {
        editor.range = selection.getRangeAt(0).cloneRange();
        editor.mark();
      }
    });
  };

  function dress(part) {
    Array.from(part.querySelectorAll("[data-editor]")).forEach(function (root) {
      if (!root.dataset.ready && root.querySelector("textarea")) {
        root.dataset.ready = "yes";
        root.editor = new Editor(root);
      }
    });
  }

  document.addEventListener("htmx:load", function (event) { dress(event.target); });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", function () { dress(document); });
  else dress(document);
})();
