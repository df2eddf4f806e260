/* Progressive enhancement only: every page works without this file. */
(function () {
  'use strict';
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };

  // Show or hide the balance.
  all('[data-eye]').forEach(function (button) {
    var target = document.getElementById(button.getAttribute('data-eye'));
    var value = target.textContent;
    button.hidden = false;
    button.addEventListener('click', function () {
      var hide = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(hide));
      target.textContent = hide ? '****' : value;
      button.querySelector('span').textContent = hide ? '显示' : '隐藏';
    });
  });

  // Show a password while it is written.
  all('[data-reveal]').forEach(function (button) {
    var field = document.getElementById(button.getAttribute('data-reveal'));
    button.hidden = false;
    button.addEventListener('click', function () {
      var show = field.type === 'password';
      field.type = show ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(show));
    });
  });

  // A fresh captcha without losing what is written; listen without leaving the page.
  all('[data-captcha]').forEach(function (box) {
    var status = box.querySelector('[data-captcha-status]');
    var audio = null;
    var show = function (token) {
      box.querySelector('[name=captcha_id]').value = token;
      box.querySelector('img').src = '/captcha/' + token + '.png';
      box.querySelector('[data-captcha-zoom]').href = '/captcha/' + token + '.png';
      box.querySelector('[data-captcha-listen]').href = '/captcha/' + token + '.wav';
      status.textContent = '已换一张';
    };
    box.querySelector('[data-captcha-new]').addEventListener('click', function (event) {
      event.preventDefault();
      var body = new FormData();
      body.append('csrf_token', document.querySelector('[name=csrf_token]').value);
      fetch('/captcha', { method: 'POST', body: body, credentials: 'same-origin' })
        .then(function (answer) { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
        .then(function (data) { show(data.token); })
        .catch(function () { location.reload(); });
    });
    box.querySelector('[data-captcha-listen]').addEventListener('click', function (event) {
      event.preventDefault();
      if (audio) audio.pause();
      audio = new Audio(event.currentTarget.href);
      audio.play();
      status.textContent = '正在播放验证码';
    });
    box.querySelector('[data-captcha-zoom]').addEventListener('click', function (event) {
      event.preventDefault();
      box.classList.toggle('is-zoomed');
    });
  });

  // Seconds until another code may be asked for; aria-disabled keeps the focus where it is.
  all('[data-countdown]').forEach(function (button) {
    var words = button.textContent, left = 60;
    button.setAttribute('aria-disabled', 'true');
    button.addEventListener('click', function (event) {
      if (button.getAttribute('aria-disabled') === 'true') event.preventDefault();
    });
    var voice = all('.gj-voice', button.parentNode);
    voice.forEach(function (other) { other.hidden = true; });  // nothing can be sent before the pause is over
    (function tick() {
      if (left <= 0) {
        button.removeAttribute('aria-disabled'); button.textContent = words;
        voice.forEach(function (other) { other.hidden = false; });
        return;
      }
      button.textContent = left + ' 秒后重发'; left -= 1; setTimeout(tick, 1000);
    })();
  });

  // Ask before the session ends while a form is being filled in; a telephone that slept is asked when it wakes.
  var still = document.getElementById('still-here');
  if (still && still.showModal && document.querySelector('main form')) {
    var since = Date.now();
    var leave = function () { location.replace(still.dataset.back); };
    var look = function () {
      var passed = (Date.now() - since) / 1000;
      if (passed >= Number(still.dataset.end)) leave();
      else if (passed >= Number(still.dataset.warn) && !still.open) still.showModal();
    };
    setInterval(look, 5000);
    document.addEventListener('visibilitychange', look);
    still.querySelector('[data-stay]').addEventListener('click', function () {
      fetch(still.dataset.keep, { credentials: 'same-origin', cache: 'no-store' }).then(function (answer) {
        if (!answer.ok) { leave(); return; }
        since = Date.now();
        still.close();
      }).catch(leave);
    });
  }

  // One submit only.
  all('form').forEach(function (form) {
    form.addEventListener('submit', function (event) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = '1';
    });
  });

  // The error summary takes the focus; its links focus the field.
  var summary = document.querySelector('.gj-errsum');
  if (summary) summary.focus();
  all('.gj-errsum a').forEach(function (link) {
    link.addEventListener('click', function (event) {
      var field = document.getElementById(link.hash.slice(1));
      if (field) { event.preventDefault(); field.focus(); field.scrollIntoView({ block: 'center' }); }
    });
  });

  // A page restored from the back/forward cache may hold stale money figures.
  window.addEventListener('pageshow', function (event) { if (event.persisted) location.reload(); });
})();
