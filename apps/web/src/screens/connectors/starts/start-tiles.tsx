import { cx } from '@hookwright/ui'
import {
  Braces,
  ClipboardPaste,
  FileArchive,
  type LucideIcon,
  SquareDashed,
  SquareTerminal
} from 'lucide-react'

const Tile = ({
  icon: Icon,
  title,
  hint,
  isChosen,
  onChoose
}: {
  icon: LucideIcon
  title: string
  hint: string
  /** Left out for a tile that opens a dialog. */
  isChosen?: boolean
  onChoose: () => void
}) => (
  <button
    type="button"
    aria-pressed={isChosen}
    onClick={onChoose}
    className={cx(
      'flex min-h-14 min-w-0 items-center gap-2.5 rounded-tile px-3 py-2 text-left',
      isChosen
        ? 'bg-accent-soft ring-1 ring-accent-soft ring-inset'
        : 'ring-1 ring-line-2 ring-inset hover:ring-line-strong'
    )}
  >
    <span className="flex size-7 shrink-0 items-center justify-center rounded-s bg-hover text-ink-2">
      <Icon aria-hidden className="size-4" strokeWidth={1.85} />
    </span>
    <span className="min-w-0">
      <span className="block truncate text-label font-semibold text-ink">{title}</span>
      <span className="block text-small text-ink-2">{hint}</span>
    </span>
  </button>
)

/** Tiles for starts without a known service. */
export const StartTiles = ({
  chosen,
  onChoose,
  onImport,
  onOpenApi
}: {
  chosen: string
  onChoose: (start: 'scratch' | 'sample' | 'curl') => void
  onImport: () => void
  onOpenApi: () => void
}) => (
  <div className="mt-4 grid grid-cols-3 gap-3 max-xl:grid-cols-2 max-sm:grid-cols-1 max-sm:gap-2">
    <Tile
      icon={SquareDashed}
      title="From scratch"
      hint="Name it and draw its flows"
      isChosen={chosen === 'scratch'}
      onChoose={() => onChoose('scratch')}
    />
    <Tile
      icon={ClipboardPaste}
      title="From a sample request"
      hint="Paste an event that it sends"
      isChosen={chosen === 'sample'}
      onChoose={() => onChoose('sample')}
    />
    <Tile
      icon={SquareTerminal}
      title="From a curl command"
      hint="Paste a request to its API"
      isChosen={chosen === 'curl'}
      onChoose={() => onChoose('curl')}
    />
    <Tile
      icon={Braces}
      title="From an OpenAPI document"
      hint="Choose its actions and events"
      onChoose={onOpenApi}
    />
    <Tile
      icon={FileArchive}
      title="Import from files"
      hint="Choose an exported archive"
      onChoose={onImport}
    />
  </div>
)
