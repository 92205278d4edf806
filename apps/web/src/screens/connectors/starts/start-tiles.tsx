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
  className,
  onChoose
}: {
  icon: LucideIcon
  title: string
  hint: string
  /** Left out for a tile that opens a dialog. */
  isChosen?: boolean
  className?: string
  onChoose: () => void
}) => (
  <button
    type="button"
    aria-pressed={isChosen}
    onClick={onChoose}
    className={cx(
      'flex min-h-14 min-w-0 items-center gap-2.5 rounded-tile px-3 py-2 text-left',
      isChosen
        ? 'bg-accent-soft ring-[1.5px] ring-accent ring-inset'
        : 'ring-1 ring-line-2 ring-inset hover:ring-line-strong',
      className
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
  <div className="mt-4 grid grid-cols-6 gap-3 max-xl:grid-cols-2 max-sm:grid-cols-1">
    <Tile
      icon={SquareDashed}
      title="From scratch"
      hint="Name it and draw its flows"
      isChosen={chosen === 'scratch'}
      className="col-span-2 max-sm:col-span-1"
      onChoose={() => onChoose('scratch')}
    />
    <Tile
      icon={ClipboardPaste}
      title="From a sample request"
      hint="Paste an event that it sends"
      isChosen={chosen === 'sample'}
      className="xl:col-span-2"
      onChoose={() => onChoose('sample')}
    />
    <Tile
      icon={SquareTerminal}
      title="From a curl command"
      hint="Paste a request to its API"
      isChosen={chosen === 'curl'}
      className="xl:col-span-2"
      onChoose={() => onChoose('curl')}
    />
    <Tile
      icon={Braces}
      title="From an OpenAPI document"
      hint="Choose its actions and events"
      className="xl:col-span-3"
      onChoose={onOpenApi}
    />
    <Tile
      icon={FileArchive}
      title="Import from files"
      hint="Choose an archive that was exported"
      className="xl:col-span-3"
      onChoose={onImport}
    />
  </div>
)
