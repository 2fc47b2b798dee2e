import { useContext, useEffect } from "react";
import { useStore } from "../useStore";
import { Pictures } from "./book";
import "./picture.css";

/** A picture of a text; until it is here, what it shows is said. */
export function Picture({ id, alt }: { id: string; alt: string }) {
  const book = useContext(Pictures);
  const address = useStore(book.addresses)[id];
  useEffect(() => book.want([id]), [book, id]);
  if (!address) return <span className="picture waiting">{alt || "…"}</span>;
  return (
    <img
      className="picture"
      src={address}
      alt={alt}
      decoding="async"
      onError={() => book.renew(id)}
    />
  );
}
