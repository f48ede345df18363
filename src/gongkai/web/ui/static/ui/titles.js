// Finding titles in a folder of files: the list of titles is loaded as a script, so that it works without a server.
(function () {
  "use strict";
  var form = document.querySelector("form[data-titles]");
  if (!form) return;
  var field = form.querySelector("input[type=search]");
  var said = document.querySelector("[data-titles-said]");
  var found = document.querySelector("[data-titles-found]");
  var rows = null;
  var MOST = 100;

  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  }

  // An address of the site as seen from this page: "/o/town/items/x/" from "/o/town/search/" is "../items/x/index.html".
  function relative(target) {
    if (/^[a-z]+:/i.test(target)) return target;
    var from = form.dataset.base.split("/").slice(1, -1);
    var to = target.split("/").slice(1);
    var name = to.pop() || "index.html";
    var common = 0;
    while (common < from.length && common < to.length && from[common] === to[common]) common += 1;
    var up = from.slice(common).map(function () { return ".."; });
    return up.concat(to.slice(common), [name]).join("/");
  }

  function show() {
    var words = field.value.split(/\s+/).map(plain).filter(Boolean);
    found.textContent = "";
    if (!rows || !words.length) { said.textContent = ""; return; }
    var hits = rows.filter(function (row) {
      return words.every(function (word) { return row.key.indexOf(word) >= 0; });
    });
    said.textContent = hits.length ? "找到 " + hits.length + " 条" + (hits.length > MOST ? "，先列最新的 " + MOST + " 条" : "") : "没有找到。可以换几个词。";
    hits.slice(0, MOST).forEach(function (row) {
      var line = document.createElement("li");
      var head = document.createElement("h2");
      var link = document.createElement("a");
      link.href = relative(row.address);
      link.textContent = row.title;
      head.appendChild(link);
      var facts = document.createElement("p");
      facts.className = "gk-rows__facts";
      [row.number, row.day].filter(Boolean).forEach(function (text) {
        var part = document.createElement("span");
        part.textContent = text;
        facts.appendChild(part);
      });
      line.appendChild(head);
      line.appendChild(facts);
      found.appendChild(line);
    });
  }

  window.gongkaiTitles = function (given) {
    rows = given.map(function (row) {
      return { title: row[0], number: row[1], day: row[3], address: row[4], key: plain(row[0]) + " " + plain(row[1]) + " " + plain(row[2]) };
    });
    show();
  };
  field.value = new URLSearchParams(window.location.search).get("q") || "";
  var script = document.createElement("script");
  script.src = form.dataset.titles;
  document.head.appendChild(script);
  form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  field.addEventListener("input", show);
})();
