import { useCallback, useState } from 'react'
import { useMedia } from '../../kit/page/use-media.ts'
import { useStoredFlag } from '../../kit/page/use-stored-flag.ts'

/**
 * Returns the width of the navigation and its toggle. It is wide from 1280 px unless collapsed, which the browser
 * remembers; on smaller screens it stays wide until the next page.
 */
export const useWide = (): { wide: boolean; toggle: () => void } => {
  const hasRoom = useMedia('(min-width: 1280px)')
  const [folded, setFolded] = useStoredFlag('navigation-folded', false)
  const [opened, setOpened] = useState(false)
  const wide = hasRoom ? !folded : opened
  const toggle = useCallback(
    () => (hasRoom ? setFolded(!folded) : setOpened(!opened)),
    [hasRoom, folded, opened, setFolded]
  )
  return { wide, toggle }
}
