import type { SavedView } from '@hookwright/model'
import { Button, Dialog, lazyPart, useLazyLayer } from '@hookwright/ui'
import { Bookmark } from 'lucide-react'
import { useState } from 'react'

const lazyViews = lazyPart(() => import('./view-list.tsx'))

/**
 * Button that opens the person's saved views of a list. The person can select a view or save the current
 * filter.
 */
export const SavedViews = ({
  list,
  search,
  onPick
}: {
  list: SavedView['list']
  /** Filter of the list, as returned by `viewSearchOf`. */
  search: SavedView['search']
  onPick: (search: SavedView['search']) => void
}) => {
  const [isOpen, setOpen] = useState(false)
  const views = useLazyLayer(lazyViews, isOpen)
  return (
    <>
      <Button
        look="quiet"
        className="max-md:w-10 max-md:px-0"
        icon={<Bookmark aria-hidden className="size-4" strokeWidth={1.75} />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <span className="max-md:sr-only">Views</span>
      </Button>
      {views !== null && (
        <Dialog open={isOpen} onOpenChange={setOpen} title={`Saved views of ${list}`}>
          <views.ViewList
            list={list}
            search={search}
            onPick={picked => {
              setOpen(false)
              onPick(picked)
            }}
            onSaved={() => setOpen(false)}
          />
        </Dialog>
      )}
    </>
  )
}
