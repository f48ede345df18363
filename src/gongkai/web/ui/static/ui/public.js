/* Helps of the pages that are read: the size of the text kept between pages, and suggestions under the search box. Every page works without it. */
(function () {
  "use strict";

  var root = document.documentElement;
  var WAIT = 150; /* milliseconds after the last key before suggestions are asked for */

  /* --- size of the text: the links work by themselves (#gk-large); here the choice is kept for the next page ---- */

  function keep(size) {
    try { window.localStorage.setItem("gk-text", size); } catch (refused) { /* no storage: the address still says it */ }
    root.classList.toggle("gk-large", size === "large");
  }

  if (root.classList.contains("gk-simple")) root.classList.add("gk-large");
  else if (window.location.hash === "#gk-large") keep("large");
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-size]");
    if (link) keep(link.dataset.size);
  });

  /* --- suggestions: a list box that belongs to the field (WAI-ARIA combobox) -------------------------------------- */

  function combobox(form) {
    var field = form.querySelector("input[type=search]");
    var list = document.createElement("ul");
    var said = document.createElement("p");
    var timer = 0;
    var asked = "";
    var at = -1;
    list.id = field.id + "-suggestions";
    list.className = "gk-suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "您可能要查");
    said.className = "gk-hidden";
    said.setAttribute("role", "status");
    field.parentNode.append(list, said);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-autocomplete", "list");

    function close() {
      list.hidden = true;
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function mark(next) {
      var all = list.children;
      if (!all.length) return;
      at = (next + all.length + 1) % (all.length + 1); /* the last place is the field itself */
      Array.from(all).forEach(function (each, number) { each.setAttribute("aria-selected", number === at ? "true" : "false"); });
      if (at < all.length) field.setAttribute("aria-activedescendant", all[at].id);
      else field.removeAttribute("aria-activedescendant");
    }

    function show(found) {
      list.replaceChildren();
      found.forEach(function (each, number) {
        var line = document.createElement("li");
        var kind = document.createElement("small");
        line.id = list.id + "-" + number;
        line.dataset.url = each.url;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        line.textContent = each.text;
        kind.textContent = { number: "文号", column: "栏目", phrase: "", title: "文件" }[each.kind] || "";
        if (kind.textContent) line.append(kind);
        list.append(line);
      });
      at = found.length;
      list.hidden = !found.length;
      field.setAttribute("aria-expanded", found.length ? "true" : "false");
      said.textContent = found.length ? "有 " + found.length + " 条建议，按上下箭头选择" : "";
    }

    function ask() {
      var text = field.value.trim();
      if (text === asked) return;
      asked = text;
      if (!text) return close();
      window.fetch(form.dataset.suggest + "?q=" + encodeURIComponent(text), { credentials: "omit" }).then(function (answer) {
        return answer.ok ? answer.json() : { suggestions: [] };
      }).then(function (held) {
        if (field.value.trim() === text && document.activeElement === field) show(held.suggestions);
      }).catch(close);
    }

    field.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
    });
    field.addEventListener("keydown", function (event) {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(at + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && at >= 0 && at < list.children.length) {
        event.preventDefault();
        window.location.assign(list.children[at].dataset.url);
      } else if (event.key === "Escape") close();
    });
    field.addEventListener("blur", function () { window.setTimeout(close, WAIT); });
    list.addEventListener("mousedown", function (event) {
      var line = event.target.closest("li");
      if (line) window.location.assign(line.dataset.url);
    });
  }

  if (window.fetch && window.location.protocol !== "file:") document.querySelectorAll("form[data-suggest]").forEach(combobox);
})();
