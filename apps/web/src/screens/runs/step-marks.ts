import type { Step } from '@hookwright/model'
import { Check, CircleStop, type LucideIcon, SkipForward, Timer, X } from 'lucide-react'

/** Icon, colour and label of each step status. */
export const stepMarks: Record<Step['status'], { icon: LucideIcon; colour: string; word: string }> = {
  succeeded: { icon: Check, colour: 'text-ok', word: 'succeeded' },
  failed: { icon: X, colour: 'text-err', word: 'failed' },
  skipped: { icon: SkipForward, colour: 'text-ink-3', word: 'skipped' },
  stopped: { icon: CircleStop, colour: 'text-ink-2', word: 'stopped' },
  waiting: { icon: Timer, colour: 'text-ink-2', word: 'waiting' }
}
