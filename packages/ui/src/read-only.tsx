import { createContext, type ReactNode, use } from 'react'

const ReadOnlyContext = createContext(false)

/** What stands inside is looked at and not changed, while that is so: its fields can have the focus and be read, no more. */
export const ReadOnly = ({ when = true, children }: { when?: boolean; children: ReactNode }) => (
  <ReadOnlyContext value={when}>{children}</ReadOnlyContext>
)

/** Whether this place is only looked at. */
export const useReadOnly = (): boolean => use(ReadOnlyContext)
