// Saves a chart as a PNG in light colours, at twice the resolution of a screen, with its title, its
// n of N and the label of a sample. The fonts are embedded: an image sees none of the page's.

const INK = "#1B2733";
const QUIET_INK = "#546878";
const WARNING_INK = "#B3401A";
const MARGIN = 32;
const SCALE = 2;

async function save(Plotly, { figure, title, caption, saved, fonts }) {
  const { width, sample, file } = saved;
  const inner = width - 2 * MARGIN;
  await Promise.all(
    ["700 24px", "400 16px"].map((font) => document.fonts.load(`${font} Sarabun`, title + caption)),
  );
  const image = await lightImage(Plotly, JSON.parse(figure), inner, fonts);
  const above = [
    ...lines(sample, "700 16px", WARNING_INK, inner),
    ...lines(title, "700 24px", INK, inner),
  ];
  const below = lines(caption, "400 16px", QUIET_INK, inner);
  const height = 2 * MARGIN + totalHeight(above) + image.height + totalHeight(below);
  const canvas = Object.assign(document.createElement("canvas"), {
    width: SCALE * width,
    height: SCALE * height,
  });
  const pen = canvas.getContext("2d");
  pen.scale(SCALE, SCALE);
  pen.fillStyle = "#FFFFFF";
  pen.fillRect(0, 0, width, height);
  drawLines(pen, above, MARGIN);
  pen.drawImage(image, MARGIN, MARGIN + totalHeight(above), inner, image.height);
  drawLines(pen, below, height - MARGIN - totalHeight(below));
  download(await new Promise((done) => canvas.toBlob(done, "image/png")), file);
}

async function lightImage(Plotly, { data, layout }, width, fonts) {
  const { height } = layout;
  const light = {
    ...layout,
    width,
    paper_bgcolor: "#FFFFFF",
    font: { ...layout.font, color: INK },
  };
  const svg = await Plotly.toImage(
    { data, layout: light },
    { format: "svg", width, height, imageDataOnly: true },
  );
  const style = `<style>${await embedded(fonts)} text:not(.bartext) { fill: ${INK} !important; }
    .annotation-text, .textpoint text { paint-order: stroke; stroke: #FFFFFF; stroke-width: 4px;
    stroke-linejoin: round; }</style>`;
  const image = new Image(width * SCALE, height * SCALE);
  image.src = `data:image/svg+xml,${encodeURIComponent(svg.replace(/(<svg[^>]*>)/, `$1${style}`))}`;
  await image.decode();
  Object.assign(image, { width, height });
  await untilStable(image);
  return image;
}

// A browser decodes an image before its fonts are loaded, and draws the text later: the image is
// ready when it stays the same for a while.
const SAME_READS = 3;
const MAX_READS = 30;
const PAUSE_MS = 100;

async function untilStable(image) {
  const { width, height } = image;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  let before;
  for (let reads = 0, same = 0; same < SAME_READS && reads < MAX_READS; reads += 1) {
    pen.clearRect(0, 0, width, height);
    pen.drawImage(image, 0, 0, width, height);
    const pixels = pen.getImageData(0, 0, width, height).data.reduce((sum, part) => sum + part, 0);
    same = pixels === before ? same + 1 : 0;
    before = pixels;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

let embeddedFonts;

function embedded(fonts) {
  embeddedFonts ??= Promise.all(fonts.map(embeddedFont)).then((faces) => faces.join(""));
  return embeddedFonts;
}

async function embeddedFont({ address, weight, range }) {
  const blob = await (await fetch(address)).blob();
  const content = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });
  return `@font-face { font-family: Sarabun; font-weight: ${weight}; unicode-range: ${range};
    src: url(${content}) format("woff2"); }`;
}

// Thai has no spaces between words: where a line may end is known to the browser.
function lines(text, font, colour, width) {
  const size = parseInt(font.split(" ")[1], 10);
  const style = { font: `${font} Sarabun, Tahoma, sans-serif`, colour, step: size * 1.6 };
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const result = [];
  let line = "";
  for (const word of words(text)) {
    if (line && pen.measureText(line + word).width > width) {
      result.push({ ...style, text: line.trim() });
      line = "";
    }
    line += word;
  }
  return line.trim() ? [...result, { ...style, text: line.trim() }] : result;
}

// A bracket stays with the word that it holds, and a sign with the word before it.
function words(text) {
  const result = [];
  for (const { segment } of new Intl.Segmenter("th", { granularity: "word" }).segment(text)) {
    const joins = /[([“]$/.test(result.at(-1) ?? "") || /^[)\]”,.:%]/.test(segment);
    result.push(joins && result.length ? result.pop() + segment : segment);
  }
  return result;
}

function totalHeight(textLines) {
  return textLines.reduce((sum, { step }) => sum + step, 0);
}

function drawLines(pen, textLines, top) {
  pen.textBaseline = "middle";
  for (const { text, font, colour, step } of textLines) {
    pen.font = font;
    pen.fillStyle = colour;
    pen.fillText(text, MARGIN, top + step / 2);
    top += step;
  }
}

function download(blob, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
