// Streamlit draws its own texts when it likes, so that each change of the page is looked at. What a page
// says itself is left alone: the text of listings, charts and sentences. The texts of the other language
// take the place of those that were put in before; the rest of the page needs no second look.
if (!window.mendTexts) {
  const OURS = '.listing, .chart, .findings, [data-testid="stMarkdownContainer"], script, style, input, textarea';
  const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt'];
  const translated = (text) => {
    const key = text.trim();
    if (window.streamlitTexts[key]) return text.replace(key, window.streamlitTexts[key]);
    for (const [pattern, translation] of Object.entries(window.streamlitTexts)) {
      const [start, end] = pattern.split('{}');
      if (end === undefined || !key.startsWith(start) || !key.endsWith(end)) continue;
      const part = key.slice(start.length, key.length - end.length);
      if (part && (start || /^\d+$/.test(part))) return translation.replace('{}', part);
    }
    return text;
  };
  const mendAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const text = value && translated(value);
      if (text && text !== value) element.setAttribute(name, text);
    }
  };
  const mendText = (node) => {
    if (node.parentElement?.closest(OURS) && !node.parentElement.closest('button, [role="dialog"]')) return;
    const text = translated(node.data);
    if (text !== node.data) node.data = text;
  };
  const mend = window.mendTexts = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return mendText(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest('svg')) return;
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let each = node; each; each = walker.nextNode()) {
      if (each.nodeType === Node.TEXT_NODE) mendText(each);
      else mendAttributes(each);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'childList') change.addedNodes.forEach(mend);
      else if (change.type === 'attributes') mendAttributes(change.target);
      else mendText(change.target);
    }
  }).observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
}
if (window.textsLanguage !== document.documentElement.lang) {
  window.textsLanguage = document.documentElement.lang;
  window.mendTexts(document.body);
}
