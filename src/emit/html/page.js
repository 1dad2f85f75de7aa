"use strict";
(() => {
  const kind = document.getElementById("kind");
  const file = document.getElementById("file");
  const count = document.getElementById("count");
  const sections = [...document.querySelectorAll(".file")];
  const counts = new Map();
  for (const item of document.querySelectorAll("li[data-kind]")) {
    counts.set(item.dataset.kind, (counts.get(item.dataset.kind) || 0) + 1);
  }
  const add = (select, value, text) => {
    const option = document.createElement("option");
    option.value = value;
    option.textContent = text;
    select.append(option);
  };
  for (const name of [...counts.keys()].sort()) add(kind, name, `${name} (${counts.get(name)})`);
  sections.forEach((section, number) => {
    section.dataset.number = number;
    add(file, String(number), section.querySelector("h2").textContent);
  });
  const show = () => {
    let shown = 0;
    for (const section of sections) {
      const wanted = file.value === "" || section.dataset.number === file.value;
      let any = false;
      for (const row of section.querySelectorAll(".row")) {
        let here = 0;
        for (const item of row.querySelectorAll("li[data-kind]")) {
          item.hidden = kind.value !== "" && item.dataset.kind !== kind.value;
          here += item.hidden ? 0 : 1;
        }
        row.hidden = !wanted || here === 0;
        if (!row.hidden) {
          any = true;
          shown += here;
        }
      }
      section.hidden = !any;
    }
    count.textContent = shown;
  };
  kind.addEventListener("change", show);
  file.addEventListener("change", show);
  document.querySelector(".tools").hidden = false;
  show();
})();
