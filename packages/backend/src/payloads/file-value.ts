/** A file as flows see it; its bytes stay in the body that it came with. */
export interface FileValue {
  id: string
  name: string
  type: string
  size: number
}
