/* Copying a field of an item into the form of another system.

   data-copy-words="id" copies the words of that element, data-copy-html="id" the formatted text. Offices run on plain http, where a
   browser has no clipboard to offer: then what is meant is selected and copied the old way, and if that fails too it stays selected,
   so that Ctrl+C does it. Without script the texts can be selected by hand. */
(function () {
  "use strict";

  var SAID = 2500; /* milliseconds for which a button says what happened */

  function say(button, words) {
    var before = button.dataset.words || button.textContent;
    button.dataset.words = before;
    button.textContent = words;
    window.setTimeout(function () { button.textContent = before; }, SAID);
  }

  function choose(source) {
    var range = document.createRange();
    var selection = window.getSelection();
    range.selectNodeContents(source);
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function byHand(button, source) {
    var done = false;
    choose(source);
    try { done = document.execCommand("copy"); } catch (refused) { done = false; }
    if (done) window.getSelection().removeAllRanges();
    say(button, done ? "已复制" : "已选中，请按 Ctrl+C");
  }

  function words(button, source) {
    if (!navigator.clipboard || !navigator.clipboard.writeText) return byHand(button, source);
    navigator.clipboard.writeText(source.innerText.trim()).then(function () { say(button, "已复制"); }, function () { byHand(button, source); });
  }

  function formatted(button, source) {
    if (!navigator.clipboard || !navigator.clipboard.write || !window.ClipboardItem) return byHand(button, source);
    var made = new window.ClipboardItem({
      "text/html": new Blob([source.innerHTML], { type: "text/html" }),
      "text/plain": new Blob([source.innerText], { type: "text/plain" })
    });
    navigator.clipboard.write([made]).then(function () { say(button, "已复制"); }, function () { byHand(button, source); });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy-words], [data-copy-html]");
    if (!button) return;
    var html = button.hasAttribute("data-copy-html");
    var source = document.getElementById(html ? button.dataset.copyHtml : button.dataset.copyWords);
    if (source) (html ? formatted : words)(button, source);
  });

  document.querySelectorAll("[data-copy-words], [data-copy-html]").forEach(function (button) { button.hidden = false; });
})();
