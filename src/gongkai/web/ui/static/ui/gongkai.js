/* Helps where it can: every page works without it. Loaded in the head so that the size of the text is right before anything is shown.

   What a page may write: data-search (the field that / goes to), data-rows (a list through which j and k move, beside tables and
   .gk-list), data-copy="id" and data-print (buttons, hidden until there is a script), data-help, data-counter="id" data-max="n",
   data-unsaved (a form that asks before typed words are lost; every form with a long text does). */
(function () {
  "use strict";

  var root = document.documentElement;
  var AGAIN = 10000; /* milliseconds after which a form may be sent again */

  function remembered(value) {
    try {
      if (value !== undefined) window.localStorage.setItem("gk-text", value);
      return window.localStorage.getItem("gk-text");
    } catch (refused) {
      return null; /* no storage: the cookie of the server is enough */
    }
  }

  /* --- large text ------------------------------------------------------------------------------------ */

  function resize(size) {
    root.classList.toggle("gk-large", size === "large");
    document.querySelectorAll("[data-text-size] button").forEach(function (button) {
      button.value = size === "large" ? "normal" : "large";
      button.textContent = size === "large" ? "标准字号" : "大字版";
    });
  }

  function onTextSize(event) {
    var form = event.target;
    var size = form.querySelector("button").value;
    event.preventDefault(); /* what is typed on the page stays */
    remembered(size);
    resize(size);
    if (window.fetch && form.getAttribute("action")) {
      var body = new URLSearchParams({ size: size, next: "/" });
      window.fetch(form.action, { method: "POST", body: body, redirect: "manual", credentials: "same-origin" }).catch(function () {});
    }
  }

  if (remembered() === "large") root.classList.add("gk-large");
  if (remembered() === "normal") root.classList.remove("gk-large");

  /* --- forms ------------------------------------------------------------------------------------------- */

  var typed = false;

  function isWriting(element) {
    return element && (/^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName) || element.isContentEditable);
  }

  function onSubmit(event) {
    var form = event.target;
    if (form.matches("[data-text-size]")) return onTextSize(event);
    if (form.getAttribute("method") !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault(); /* pressed twice */
    form.dataset.sent = "yes";
    typed = false;
    /* After the browser has taken the name and value of the button. */
    window.setTimeout(function () {
      form.querySelectorAll("button:not([type=button])").forEach(function (button) {
        button.setAttribute("aria-disabled", "true");
        button.dataset.busy = "yes";
      });
    }, 0);
    window.setTimeout(function () { ready(form); }, AGAIN); /* an answer that is a file leaves the page as it is */
  }

  function ready(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[data-busy]").forEach(function (button) {
      button.removeAttribute("aria-disabled");
      delete button.dataset.busy;
    });
  }

  function onInput(event) {
    var form = event.target.form;
    if (form && form.getAttribute("method") === "post" && (form.hasAttribute("data-unsaved") || form.querySelector("textarea"))) typed = true;
    if (event.target.id) document.querySelectorAll("[data-counter]").forEach(count);
  }

  function count(counter) {
    var field = document.getElementById(counter.dataset.counter);
    if (!field) return;
    var left = Number(counter.dataset.max) - Array.from(field.value).length;
    counter.textContent = left < 0 ? "超出 " + -left + " 字，请删减" : "还可以写 " + left + " 字";
    if (left < 0) counter.dataset.over = "yes";
    else delete counter.dataset.over;
  }

  function onLeave(event) {
    if (!typed) return;
    event.preventDefault();
    event.returnValue = "";
  }

  /* --- lists: j k Enter, / and ? ------------------------------------------------------------------------- */

  function rows() {
    return Array.from(document.querySelectorAll("main tbody tr, main .gk-list > li, main [data-rows] > *")).filter(function (row) {
      return row.querySelector("a[href]");
    });
  }

  function move(step) {
    var all = rows();
    if (!all.length) return;
    var here = all.findIndex(function (row) { return row.contains(document.activeElement); });
    var next = all[Math.min(all.length - 1, Math.max(0, here + step))];
    all.forEach(function (row) { row.classList.toggle("gk-at", row === next); });
    next.querySelector("a[href]").focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function showKeys() {
    var dialog = document.getElementById("gk-keys");
    if (dialog && dialog.showModal && !dialog.open) dialog.showModal();
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isWriting(event.target) || document.querySelector("dialog[open]")) return;
    var search = document.querySelector("[data-search]");
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "?") showKeys();
  }

  /* --- copy ---------------------------------------------------------------------------------------------- */

  function onClick(event) {
    var copy = event.target.closest("[data-copy]");
    if (copy) {
      var source = document.getElementById(copy.dataset.copy);
      navigator.clipboard.writeText(source.textContent.trim()).then(function () { copy.textContent = "已复制"; }, function () { copy.textContent = "请选中后复制"; });
    }
    if (event.target.closest("[data-help]")) showKeys();
    if (event.target.closest("[data-print]")) window.print();
  }

  function dress(part) {
    part.querySelectorAll("[data-help], [data-print]").forEach(function (button) { button.hidden = false; });
    if (navigator.clipboard) part.querySelectorAll("[data-copy]").forEach(function (button) { button.hidden = false; });
    part.querySelectorAll("[data-counter]").forEach(count);
  }

  document.addEventListener("submit", onSubmit);
  document.addEventListener("input", onInput);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  window.addEventListener("beforeunload", onLeave);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (details) { details.open = true; });
  });
  window.addEventListener("pageshow", function () { document.querySelectorAll("form[data-sent]").forEach(ready); });
  document.addEventListener("htmx:afterRequest", function (event) { if (event.target.matches("form[data-sent]")) ready(event.target); });
  document.addEventListener("htmx:load", function (event) { dress(event.target); });
  document.addEventListener("DOMContentLoaded", function () {
    resize(root.classList.contains("gk-large") ? "large" : "normal");
    dress(document);
    var summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  });
})();
