import { LoaderCircle } from 'lucide-react'
import { cx } from './cx.ts'

/** A small turning ring beside words that say what is under way; silent for screen readers. */
export const Spinner = ({ className }: { className?: string | undefined }) => (
  <LoaderCircle aria-hidden className={cx('size-4 animate-spin', className)} strokeWidth={1.75} />
)
