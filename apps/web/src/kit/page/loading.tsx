import { Spinner } from '@hookwright/ui'

/** Loading indicator of a page. It appears after a delay, so that fast pages do not flicker. */
export const Loading = () => (
  <div
    role="status"
    className="flex grow animate-[appear_0s_0.3s_both] items-center justify-center gap-2 p-8 text-body text-ink-3"
  >
    <Spinner />
    Loading…
  </div>
)
