/* Inside WeChat: personal pages are not for sharing. Nothing depends on this file, nor on the platform's script. */
(function () {
  'use strict';
  var begin = function (facts) {
    var script = document.createElement('script');
    script.src = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js';
    script.onload = function () {
      facts.jsApiList = ['hideAllNonBaseMenuItem'];
      facts.openTagList = ['wx-open-subscribe'];
      window.wx.config(facts);
      window.wx.ready(function () { window.wx.hideAllNonBaseMenuItem(); });
    };
    document.head.appendChild(script);
  };
  fetch('/wechat/js-config?url=' + encodeURIComponent(location.href.split('#')[0]), { credentials: 'same-origin' })
    .then(function (answer) { return answer.ok ? answer.json() : null; })
    .then(function (facts) { if (facts) { begin(facts); } })
    .catch(function () { /* the page stays as it is */ });
}());
