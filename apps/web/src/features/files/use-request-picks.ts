import { useEffect, useState } from 'react'

/** Debounce time of previews, in milliseconds. */
const REST = 600

/** Selection of requests of a recording. */
export interface RequestPicks {
  /** Indexes of the selected requests; null until the user changes the selection. */
  picked: readonly number[] | null
  /** Selects or deselects a request. `before` is the selection of the preview, used for the first change. */
  pick: (index: number, isPicked: boolean, before: readonly number[]) => void
  /** True while the preview does not match the selection yet. */
  isBehind: boolean
}

/**
 * Returns the selection of requests and previews each change. Previews are debounced and requested one at a
 * time.
 */
export const useRequestPicks = ({
  preview,
  isPending
}: {
  /** Requests a preview. The function must not change between renders. */
  preview: (picked: readonly number[] | null) => void
  isPending: boolean
}): RequestPicks => {
  const [picked, setPicked] = useState<readonly number[] | null>(null)
  const [asked, setAsked] = useState<readonly number[] | null | undefined>(undefined)
  const isBehind = asked !== picked
  useEffect(() => {
    if (!isBehind || isPending) return
    const timer = setTimeout(
      () => {
        setAsked(picked)
        preview(picked)
      },
      picked === null ? 0 : REST
    )
    return () => clearTimeout(timer)
  }, [isBehind, isPending, picked, preview])
  return {
    picked,
    // From the state, since a second click may come before the first one is drawn.
    pick: (index, isPicked, before) =>
      setPicked(now => {
        const others = (now ?? before).filter(other => other !== index)
        return isPicked ? [...others, index] : others
      }),
    isBehind: isBehind || isPending
  }
}
