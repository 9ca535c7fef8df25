// The app's Home tab.
import { drawBlocks } from "./blocks.js";
import { fill, h } from "./dom.js";
import { Form } from "./form.js";
import { room } from "./room.js";
import { send } from "./wire.js";

export class Home {
  #drawn = null;
  #asked = "";
  #form = null;
  #waits = false; // for what the app draws
  node = h("div", { class: "home", tabIndex: -1 });

  draw() {
    const visible = room.place.tab === "home" && room.channel()?.is_im;
    this.node.hidden = !visible;
    if (!visible) {
      this.#asked = "";
      return;
    }
    if (this.#asked !== room.me) {
      this.#asked = room.me;
      this.#waits = true;
      send("home_open", { tab: "home" });
      setTimeout(() => {
        this.#waits = false;
        if (room.homeView) return;
        this.#drawn = undefined; // so that it is drawn again
        this.draw();
      }, 3000);
    }
    const view = room.homeView;
    if (view === this.#drawn && this.node.childElementCount) return;
    const kept = view && this.#drawn?.id === view.id ? this.#form?.values() : {};
    this.#drawn = view;
    if (!view) {
      fill(
        this.node,
        h(
          "div",
          { class: "empty" },
          h("h2", {}, this.#waits && room.bot.connected ? "Opening …" : "Nothing here yet"),
          h(
            "p",
            {},
            room.bot.connected
              ? !this.#waits && "The app has drawn no Home tab."
              : "The app is not connected. Its Home tab appears when it is.",
          ),
        ),
      );
      return;
    }
    this.#form = new Form(
      (action) => send("action", { ...action, view_id: view.id, state: this.#form.values() }),
      kept,
    );
    this.#form.standing = { view_id: view.id };
    fill(this.node, h("div", { class: "home-sheet" }, drawBlocks(view.blocks, this.#form)));
  }
}
