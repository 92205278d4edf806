/** Classes of a piece of canvas on which the card of users is shown. */
export const groundClass =
  'flex min-h-100 flex-col overflow-hidden rounded-m border border-line bg-canvas bg-[radial-gradient(var(--dot)_1px,transparent_1px)] bg-[length:20px_20px]'
