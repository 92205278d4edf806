import { lazyPart, useLazyLayer } from '@hookwright/ui'
import { ActionChooser } from './action-chooser.tsx'
import type { Settling } from './commands/settle.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { EventChooser } from './event-chooser.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { PinDialog } from './pins/pin-dialog.tsx'
import { SaveDialog } from './save-dialog.tsx'
import type { ScreenParts } from './screen-parts.ts'
import { useUiState } from './use-canvas.tsx'
import { ValuePicker } from './value-picker.tsx'

const lazyCurl = lazyPart(() => import('./curl-dialog.tsx'))

const Curl = () => {
  const curl = useLazyLayer(
    lazyCurl,
    useUiState(ui => ui.dialog === 'curl')
  )
  return curl && <curl.CurlDialog />
}

/** All dialogs and layers over the canvas. */
export const CanvasDialogs = ({
  settling,
  otherNames,
  events,
  eventsNote,
  offered
}: Pick<ScreenParts, 'events' | 'eventsNote' | 'offered'> & { settling: Settling; otherNames: string[] }) => (
  <>
    <EventChooser events={events} note={eventsNote} />
    {offered !== undefined && <ActionChooser offered={offered} />}
    <SaveDialog others={otherNames} />
    <ConflictDialog settling={settling} />
    <ValuePicker />
    <HelpDialog />
    <PinDialog />
    <Curl />
  </>
)
