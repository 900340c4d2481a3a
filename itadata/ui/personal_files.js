async (address, name, lost) => {
  const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) {
    alert(answer ? await answer.text() : lost);
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
