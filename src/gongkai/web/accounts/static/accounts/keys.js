// Security keys: joins the buttons of our pages to allauth's functions. Without it a password and a code still log in.
(() => {
  "use strict";
  const forms = window.allauth && window.allauth.webauthn && window.allauth.webauthn.forms;
  if (!forms) return;

  document.addEventListener("allauth.error", (event) => {
    const place = document.querySelector("[data-key-error]");
    if (!place) return;
    event.preventDefault();
    place.textContent = "没有用上安全密钥：可能是取消了操作，或者这台设备不支持。请再试一次，或者改用密码和动态口令。";
    place.hidden = false;
  });

  const credential = (form) => form.querySelector("[name=credential]").id;
  const login = document.querySelector("[data-key-login]");
  if (login) forms.loginForm({ ids: { login: login.id, credential: credential(login.form) } });

  const check = document.querySelector("[data-key-check]");
  if (check) {
    forms.authenticateForm({ ids: { authenticate: check.id, credential: credential(check.form) }, data: JSON.parse(check.dataset.keyCheck) });
  }

  const add = document.querySelector("[data-key-add]");
  if (add) {
    const passwordless = add.form.querySelector("[name=passwordless]");
    forms.addForm({
      ids: { add: add.id, credential: credential(add.form), passwordless: passwordless && passwordless.id },
      data: JSON.parse(add.dataset.keyAdd),
    });
  }
})();
