import { createContext, type ReactNode, use } from 'react'

const ReadOnlyContext = createContext(false)

/** Makes its children read-only: fields can be focused and read, but not changed. */
export const ReadOnly = ({ when = true, children }: { when?: boolean; children: ReactNode }) => (
  <ReadOnlyContext value={when}>{children}</ReadOnlyContext>
)

/** Returns true inside `ReadOnly`. */
export const useReadOnly = (): boolean => use(ReadOnlyContext)
