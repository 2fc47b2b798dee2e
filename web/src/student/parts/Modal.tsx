import { useCallback, type ReactNode, type SyntheticEvent } from "react";

interface Props {
  /** The id of the element that names the dialog. */
  labelledBy: string;
  className?: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog above the page; however it is left, the keyboard goes back to where it was. */
export function Modal({ labelledBy, className, onClose, children }: Props) {
  const show = useCallback((dialog: HTMLDialogElement | null) => {
    dialog?.showModal();
    // A browser gives the focus back when a dialog is closed, not when it is only taken away.
    return () => dialog?.close();
  }, []);
  // The browser tells of `close` a moment late: a page that waits for it would shut again what
  // was opened in between. Escape tells of `cancel` at once; phones may skip it.
  const closed = (event: SyntheticEvent) => {
    if (event.currentTarget.isConnected) onClose();
  };
  return (
    <dialog
      ref={show}
      className={className}
      aria-labelledby={labelledBy}
      onCancel={onClose}
      onClose={closed}
    >
      {children}
    </dialog>
  );
}
