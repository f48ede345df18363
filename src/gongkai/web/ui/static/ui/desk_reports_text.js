/* Writing the text of a report. Without a script all of it can be typed and copied, and is checked when it is saved.

   data-fields="id" (a link to the list of fields: its text area gets what is chosen there), data-insert="words" (a button in that
   list), data-choose="id" data-start data-end (a link to characters of a text area), data-put="id" data-from="id" (a button that puts
   the words of an element into a text area), data-dirty (a form that holds words nobody saved). */
(function () {
  "use strict";

  var AREA = "textarea.gk-draft__area";
  var FAILED = "刚才没有检查成。您写的字不受影响，可以接着写、照常保存。";
  var into = null; /* the text area that was written in last */
  var open = [];
  var waiting = false; /* a check came while somebody wrote a reason */

  function area(id) {
    return document.getElementById(id);
  }

  /* The text of a value counts characters as the server does: those beyond the first plane are two units here. */
  function units(text, characters) {
    return Array.from(text).slice(0, characters).join("").length;
  }

  function changed(field) {
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function insert(words) {
    var field = into || document.querySelector(AREA);
    if (!field) return;
    field.focus();
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.scrollIntoView({ block: "center" });
    changed(field);
  }

  function choose(link) {
    var field = area(link.dataset.choose);
    if (!field) return;
    field.focus();
    field.setSelectionRange(units(field.value, Number(link.dataset.start)), units(field.value, Number(link.dataset.end)));
    field.scrollIntoView({ block: "center" });
  }

  function put(button) {
    var field = area(button.dataset.put);
    field.value = area(button.dataset.from).textContent;
    field.focus();
    changed(field);
  }

  document.addEventListener("click", function (event) {
    var target = event.target.closest("[data-insert], [data-choose], [data-put], [data-fields]");
    if (!target) return;
    if (target.dataset.fields) into = area(target.dataset.fields); /* and the link leads to the list */
    else if (target.dataset.insert) insert(target.dataset.insert);
    else if (target.dataset.put) put(target);
    else {
      event.preventDefault();
      choose(target);
    }
  });

  document.addEventListener("focusin", function (event) {
    if (event.target.matches(AREA)) into = event.target;
  });

  /* --- what is said of the text comes anew, and takes nothing from under somebody's hands --------------------- */

  function writesReason(part) {
    var here = document.activeElement;
    return here && here.matches("input, textarea") && part.contains(here);
  }

  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    var part = event.detail.target;
    if (writesReason(part)) {
      event.detail.shouldSwap = false;
      waiting = true;
    }
    open = open.concat(Array.from(part.querySelectorAll("details[open][id]")).map(function (each) { return each.id; }));
  });
  document.addEventListener("htmx:oobAfterSwap", function () {
    open.forEach(function (id) {
      var again = document.getElementById(id);
      if (again) again.open = true;
    });
    open = [];
  });
  document.addEventListener("focusout", function (event) {
    if (!waiting || !event.target.matches(".gk-draft__reason input")) return;
    waiting = false;
    window.setTimeout(function () { window.htmx.trigger("#draft-state", "again"); }, 0);
  });
  ["htmx:responseError", "htmx:sendError"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (event.target.id === "draft-state") event.target.textContent = FAILED;
    });
  });

  document.querySelectorAll("[data-insert], [data-put]").forEach(function (button) { button.hidden = false; });
  var unsaved = document.querySelector("form[data-dirty] " + AREA);
  if (unsaved) unsaved.dispatchEvent(new CustomEvent("input", { bubbles: true })); /* asks before it is left; checked once more, saved nothing */
})();
