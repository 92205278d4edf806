import { useCallback, useState } from 'react'
import { useKept } from '../../kit/page/use-kept.ts'
import { useMedia } from '../../kit/page/use-media.ts'

/**
 * Returns the width of the navigation and what toggles it.
 * It is open from 1280 px unless folded, which the browser remembers; below that it opens until the page is left.
 */
export const useWide = (): { wide: boolean; toggle: () => void } => {
  const hasRoom = useMedia('(min-width: 1280px)')
  const [folded, setFolded] = useKept('navigation-folded', false)
  const [opened, setOpened] = useState(false)
  const wide = hasRoom ? !folded : opened
  const toggle = useCallback(
    () => (hasRoom ? setFolded(!folded) : setOpened(!opened)),
    [hasRoom, folded, opened, setFolded]
  )
  return { wide, toggle }
}
