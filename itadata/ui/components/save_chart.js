// A picture to take away: a PNG in light colours, twice as fine as a screen, with its conclusion, what
// it counts, and whether it is real. The fonts travel in it: an image sees none of the page's.

const INK = "#1B2733";
const QUIET_INK = "#546878";
const WARNING_INK = "#B3401A";
const MARGIN = 32;
const FINE = 2;

async function save(Plotly, { figure, title, caption, saved, fonts }) {
  const { width, mark, file } = saved;
  const inner = width - 2 * MARGIN;
  await Promise.all(
    ["700 24px", "400 16px"].map((font) => document.fonts.load(`${font} Sarabun`, title + caption)),
  );
  const drawing = await lightDrawing(Plotly, JSON.parse(figure), inner, fonts);
  const above = [
    ...lines(mark, "700 16px", WARNING_INK, inner),
    ...lines(title, "700 24px", INK, inner),
  ];
  const below = lines(caption, "400 16px", QUIET_INK, inner);
  const height = 2 * MARGIN + depth(above) + drawing.height + depth(below);
  const canvas = Object.assign(document.createElement("canvas"), {
    width: FINE * width,
    height: FINE * height,
  });
  const pen = canvas.getContext("2d");
  pen.scale(FINE, FINE);
  pen.fillStyle = "#FFFFFF";
  pen.fillRect(0, 0, width, height);
  write(pen, above, MARGIN);
  pen.drawImage(drawing, MARGIN, MARGIN + depth(above), inner, drawing.height);
  write(pen, below, height - MARGIN - depth(below));
  take(await new Promise((done) => canvas.toBlob(done, "image/png")), file);
}

async function lightDrawing(Plotly, { data, layout }, width, fonts) {
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
  const image = new Image(width * FINE, height * FINE);
  image.src = `data:image/svg+xml,${encodeURIComponent(svg.replace(/(<svg[^>]*>)/, `$1${style}`))}`;
  await image.decode();
  Object.assign(image, { width, height });
  await settled(image);
  return image;
}

// A browser calls an image decoded before its fonts are there, and draws their text only later: it is
// ready when it stays the same for a while.
const SAME = 3;
const MOST = 30;
const PAUSE = 100;

async function settled(image) {
  const { width, height } = image;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  let before;
  for (let looks = 0, same = 0; same < SAME && looks < MOST; looks += 1) {
    pen.clearRect(0, 0, width, height);
    pen.drawImage(image, 0, 0, width, height);
    const seen = pen.getImageData(0, 0, width, height).data.reduce((sum, part) => sum + part, 0);
    same = seen === before ? same + 1 : 0;
    before = seen;
    await new Promise((done) => setTimeout(done, PAUSE));
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
  const look = { font: `${font} Sarabun, Tahoma, sans-serif`, colour, step: size * 1.6 };
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = look.font;
  const words = [...new Intl.Segmenter("th", { granularity: "word" }).segment(text)];
  const found = [];
  let line = "";
  for (const { segment } of words) {
    if (line && pen.measureText(line + segment).width > width) {
      found.push({ ...look, text: line.trim() });
      line = "";
    }
    line += segment;
  }
  return line.trim() ? [...found, { ...look, text: line.trim() }] : found;
}

function depth(written) {
  return written.reduce((sum, { step }) => sum + step, 0);
}

function write(pen, written, top) {
  pen.textBaseline = "middle";
  for (const { text, font, colour, step } of written) {
    pen.font = font;
    pen.fillStyle = colour;
    pen.fillText(text, MARGIN, top + step / 2);
    top += step;
  }
}

function take(blob, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
