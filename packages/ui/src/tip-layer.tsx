import { Tooltip as Base } from '@base-ui/react/tooltip'
import { useState } from 'react'
import { Kbd } from './kbd.tsx'
import type { Tipped, TipSide } from './watch-tips.ts'

const sides: readonly TipSide[] = ['top', 'bottom', 'left', 'right']

/** Tooltip of the current element; renders nothing if there is none. */
export const TipLayer = ({ tipped }: { tipped: Tipped }) => {
  // While it goes it still stands where it stood.
  const [last, setLast] = useState(tipped)
  if (tipped !== null && tipped !== last) setLast(tipped)
  const { tip, tipKeys, tipSide } = last?.dataset ?? {}
  return (
    <Base.Root open={tipped !== null}>
      <Base.Portal>
        <Base.Positioner
          anchor={last}
          side={sides.find(side => side === tipSide) ?? 'bottom'}
          sideOffset={6}
          collisionPadding={8}
          data-tip-shown=""
          className="z-50 data-anchor-hidden:hidden"
        >
          <Base.Popup className="floats flex max-w-72 items-center gap-2 rounded-s bg-ink px-2 py-1 text-small text-surface shadow-2">
            {tip}
            {tipKeys !== undefined && <Kbd keys={tipKeys} inverse />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
