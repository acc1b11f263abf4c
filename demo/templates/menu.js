window.onload = function () {
  var opener = document.querySelector(".links span");
  if (opener) {
    opener.onclick = function () {
      var drop = document.querySelector(".drop");
      drop.style.display = drop.style.display === "none" ? "" : "none";
    };
  }
  // hanweb: the rows of a list lie in the page as CDATA
  var stores = document.querySelectorAll("script[type='text/xml']");
  for (var i = 0; i < stores.length; i++) {
    var rows = stores[i].text.match(/<record><!\[CDATA\[[\s\S]*?\]\]>/g) || [];
    var list = document.createElement("ul");
    list.className = "list";
    list.innerHTML = rows.join("").replace(/<record><!\[CDATA\[|\]\]>/g, "");
    stores[i].parentNode.appendChild(list);
  }
};
