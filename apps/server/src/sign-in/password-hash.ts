/** Makes and checks the hashes that passwords are stored as. */
export interface PasswordHash {
  hash(password: string): Promise<string>
  verify(tried: { hash: string; password: string }): Promise<boolean>
}
