import { Button, Notice } from '@hookwright/ui'
import type { GalleryStarts } from './use-gallery-starts.ts'

/**
 * Notices about a gallery that could not be loaded and about connectors with invalid files. Renders nothing
 * without problems.
 */
export const GalleryNotices = ({ gallery }: { gallery: GalleryStarts }) => {
  const { damaged, fault, isLoading, reload } = gallery
  return (
    <>
      {fault !== null && (
        <Notice
          tone="err"
          className="mt-6"
          action={
            <Button size="card" busy={isLoading} onClick={reload}>
              Try again
            </Button>
          }
        >
          The ready-made connectors could not be loaded. {fault.message}
        </Notice>
      )}
      {damaged.length > 0 && (
        <Notice tone="warn" className="mt-6">
          <span className="flex flex-col gap-1">
            {damaged.map(({ key, why }) => (
              <span key={key}>{why}</span>
            ))}
          </span>
        </Notice>
      )}
    </>
  )
}
