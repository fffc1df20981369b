import { sharedEnvironment } from "./python.ts";

/** The dbt that is tested with. DuckDB 1 writes files that Node's DuckDB 1 opens; what pip picks alone writes others. */
const requirements = [
  "dbt-core==1.11.16",
  "dbt-duckdb==1.10.1",
  "duckdb==1.5.6",
  "dbt-postgres==1.11.0",
  "dbt-metricflow==0.15.0",
];

/** A Python environment with dbt for DuckDB and PostgreSQL. */
export function dbtEnvironment(shared: string): Promise<string> {
  return sharedEnvironment(shared, "dbt", requirements);
}
