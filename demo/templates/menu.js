window.onload = function () {
  var d = document.querySelector('.links span');
  if (d) { d.onclick = function () {}; }
};
