import { measures } from '../view/measures.ts'

/** Text on the card while it has no outputs. */
export const NoOutputsPart = () => (
  <p
    className="m-0 px-3 text-small text-ink-3"
    style={{ height: 2 * measures.line + measures.pad, lineHeight: `${measures.line}px` }}
  >
    Users get nothing from this event yet. Add outputs, and map parts of Body to them.
  </p>
)
