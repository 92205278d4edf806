import type { Settling } from './commands/settle.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { EventChooser } from './event-chooser.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { SaveDialog } from './save-dialog.tsx'
import { ValuePicker } from './value-picker.tsx'

/** Everything that opens over the canvas. */
export const CanvasDialogs = ({ settling, otherNames }: { settling: Settling; otherNames: string[] }) => (
  <>
    <EventChooser />
    <SaveDialog others={otherNames} />
    <ConflictDialog settling={settling} />
    <ValuePicker />
    <HelpDialog />
  </>
)
