"""红框和黑框: the scripts that draw on a page before it is photographed: a red box round the words in question,
also where tags split a word, and a black one over every number that could be somebody's."""

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

COVER = """
() => {
  const nodes = [], starts = [];
  let text = '';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    nodes.push(walker.currentNode); starts.push(text.length); text += walker.currentNode.data;
  }
  const at = offset => {
    let low = 0, high = starts.length - 1;
    while (low < high) { const mid = (low + high + 1) >> 1; if (starts[mid] <= offset) low = mid; else high = mid - 1; }
    return [nodes[low], offset - starts[low]];
  };
  // Digits of every width, with blanks or dashes between them: identity numbers, mobiles, cards.
  const digit = '[0-9\uff10-\uff19]', between = '[\\s\\-\u200b\u00ad]{0,3}';
  const last = '[0-9Xx\uff10-\uff19\uff38\uff58]';
  const number = new RegExp(`(?<!${digit})(?:${digit}${between}){10,21}${last}(?!${digit})`, 'g');
  let drawn = 0;
  for (const found of text.matchAll(number)) {
    const range = document.createRange();
    range.setStart(...at(found.index));
    const [node, offset] = at(found.index + found[0].length - 1);
    range.setEnd(node, offset + 1);
    for (const r of range.getClientRects()) {
      if (!r.width || !r.height) continue;
      const box = document.createElement('div');
      box.style.cssText = `position:absolute;z-index:2147483646;background:#000;
        left:${r.left + scrollX}px;top:${r.top + scrollY}px;width:${r.width}px;height:${r.height}px`;
      document.body.appendChild(box);
    }
    drawn++;
  }
  for (const field of document.querySelectorAll('input, textarea'))
    if (/[0-9]{11}/.test(field.value)) { field.style.background = '#000'; field.style.color = '#000'; drawn++; }
  return drawn;
}
"""
