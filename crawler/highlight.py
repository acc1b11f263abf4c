"""红框: the script that draws a box round words on a page, also where tags split a word."""

BOXES = """
words => {
  const nodes = [], starts = [];
  let text = '';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, node => {
    const tag = node.parentElement && node.parentElement.tagName;
    return ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE'].includes(tag)
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  });
  while (walker.nextNode()) {
    const bare = walker.currentNode.data;
    nodes.push(walker.currentNode); starts.push(text.length); text += bare;
  }
  // White space between two tags is no part of a word: search the bare text, keep where it came from.
  const places = []; let bare = '';
  for (let i = 0; i < text.length; i++) if (!/\\s/.test(text[i])) { places.push(i); bare += text[i]; }
  const at = offset => {
    let low = 0, high = starts.length - 1;
    while (low < high) { const mid = (low + high + 1) >> 1; if (starts[mid] <= offset) low = mid; else high = mid - 1; }
    return [nodes[low], offset - starts[low]];
  };
  let drawn = 0, first = null;
  for (const word of words) {
    const sought = word.replace(/\\s/g, '');
    if (!sought) continue;
    for (let from = bare.indexOf(sought); from >= 0 && drawn < 50; from = bare.indexOf(sought, from + sought.length)) {
      const range = document.createRange();
      range.setStart(...at(places[from]));
      const [node, offset] = at(places[from + sought.length - 1]);
      range.setEnd(node, offset + 1);
      for (const r of range.getClientRects()) {
        if (!r.width || !r.height) continue;
        const box = document.createElement('div');
        box.style.cssText = `position:absolute;z-index:2147483647;pointer-events:none;box-sizing:border-box;
          border:3px solid #e60012;border-radius:3px;left:${r.left + scrollX - 4}px;top:${r.top + scrollY - 4}px;
          width:${r.width + 8}px;height:${r.height + 8}px`;
        document.body.appendChild(box);
        first = first || box;
      }
      drawn++;
    }
  }
  return drawn;
}
"""
