import { Migration } from '@mikro-orm/migrations';

export interface SqlMigration {
  name: string;
  class: new (...args: ConstructorParameters<typeof Migration>) => Migration;
}

/** A migration of plain SQL that runs alike on the embedded database and on PostgreSQL 15 or later. One statement an entry. */
export function sqlMigration(name: string, statements: readonly string[]): SqlMigration {
  return {
    name,
    class: class extends Migration {
      override up(): void {
        for (const statement of statements) this.addSql(statement);
      }
    },
  };
}
