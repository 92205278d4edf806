/** Class names of the canvas background behind a card preview. */
export const groundClass =
  'flex flex-col overflow-hidden rounded-m border border-line bg-canvas bg-[radial-gradient(var(--dot)_1px,transparent_1px)] bg-[length:20px_20px]'
