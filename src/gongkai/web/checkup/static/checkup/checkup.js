/* Helps of the check-up: a file may be dropped anywhere on the form, and sending says how far it is. The page works without it.
   The form is sent by htmx, which puts what was found into the page; here only the words and the bar are moved. */
(function () {
  "use strict";

  var OVER = ["dragenter", "dragover"];
  var LEFT = ["dragleave", "drop"];

  function begin(form) {
    var far = form.querySelector("[data-far]");
    var words = form.querySelector("[data-far-words]");
    var bar = form.querySelector("[data-far-bar]");
    var file = form.querySelector("input[type=file]");
    var button = form.querySelector("button:not([type=button])");

    function say(text, share) {
      if (words.textContent !== text) words.textContent = text;
      if (share === undefined) bar.removeAttribute("value");
      else bar.value = share;
    }

    function sending(event) {
      if (!event.lengthComputable) return;
      var share = Math.floor((100 * event.loaded) / event.total);
      if (share < 100) say("正在上传，已经传了 " + share + "%", share);
      else say("已经传完，正在检查");
    }

    function queueing(event) {
      var places = event.target.responseText.match(/data-place="\d+"/g);
      if (!places) return;
      var place = Number(places[places.length - 1].match(/\d+/)[0]);
      say(place ? "现在检查的人多，排在第 " + place + " 位" : "轮到您了，正在检查");
    }

    form.addEventListener("htmx:beforeSend", function (event) {
      event.detail.xhr.upload.addEventListener("progress", sending);
      event.detail.xhr.addEventListener("progress", queueing);
      button.setAttribute("aria-disabled", "true");
      far.hidden = false;
      say("正在上传", 0);
    });
    form.addEventListener("htmx:afterRequest", function (event) {
      far.hidden = true;
      button.removeAttribute("aria-disabled");
      if (!event.detail.xhr.status && !form.dataset.cancelled) {
        far.hidden = false;
        say("没有连上服务器，请再点一次“检查”。", 0);
      }
      delete form.dataset.cancelled;
    });
    form.addEventListener("htmx:beforeRequest", function (event) {
      if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
    });
    form.querySelector("[data-cancel]").addEventListener("click", function () {
      form.dataset.cancelled = "yes";
      window.htmx.trigger(form, "htmx:abort");
    });

    OVER.forEach(function (name) {
      form.addEventListener(name, function (event) {
        if (!event.dataTransfer || Array.from(event.dataTransfer.types).indexOf("Files") < 0) return;
        event.preventDefault();
        form.dataset.over = "yes";
      });
    });
    LEFT.forEach(function (name) {
      form.addEventListener(name, function () { delete form.dataset.over; });
    });
    form.addEventListener("drop", function (event) {
      if (!event.dataTransfer || !event.dataTransfer.files.length || event.target.matches("input[type=file]")) return;
      event.preventDefault();
      file.files = event.dataTransfer.files;
      button.focus();
    });
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.target.id !== "gk-checked") return;
    event.detail.shouldSwap = event.detail.xhr.status >= 200; /* "come back later" is shown in the page like a result */
    event.detail.isError = false;
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id !== "gk-checked") return;
    var head = event.target.querySelector("h2[tabindex], [data-error-summary]");
    if (head) head.focus();
  });
  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("form[data-checkup]");
    if (form && window.htmx) begin(form);
  });
})();
