(function () {
  var form = document.getElementById("filter");
  if (!form) return;
  var word = document.getElementById("word"), shown = document.getElementById("shown");
  var rows = Array.prototype.slice.call(document.querySelectorAll("tr[data-grade]"));
  function filter() {
    var wanted = word.value.trim().toLowerCase(), count = 0;
    var grade = form.querySelector("input[name=grade]:checked").value;
    rows.forEach(function (row) {
      var fits = (!grade || row.dataset.grade === grade) &&
        row.textContent.toLowerCase().indexOf(wanted) >= 0;
      var own = row.dataset.of && document.getElementById(row.dataset.of);
      row.hidden = !fits;
      if (own) own.hidden = !fits;
      if (fits) count += 1;
    });
    shown.textContent = count === rows.length ? "" : "显示 " + count + " / " + rows.length;
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  filter();
})();
