//! Tables as people lay them out.

use perigee_testkit::{Actor, TestApp, both};
use serde_json::{Value, json};

use crate::fixture::{Reviewed, conflict, reviewed, text};

/// A process of moorings whose one table no page names as the process does.
struct Harbour {
    owner: Actor,
    process_id: String,
}

impl Harbour {
    async fn open(app: &TestApp) -> Self {
        let owner = app.owner().await;
        let type_id = perigee_model::process_type::find_by_short_name("custom").unwrap().id;
        let made =
            owner.post("/processes", &json!({"name": "Harbour", "processTypeId": type_id})).await.expect(201);
        let process_id = text(&made["id"]);
        let table = json!({"label": "Boats", "name": "boats", "type": "table", "headers": [
            {"name": "owner", "label": "Holder", "type": "text"},
            {"name": "sign", "label": "Registration", "type": "text"},
            {"name": "fee", "label": "Mooring price", "type": "amount"},
        ]});
        owner.post(&format!("/processes/{process_id}/data-points"), &table).await.expect(201);
        Self { owner, process_id }
    }

    /// Reads a list of boats; answers its collection and document.
    async fn read(&self, app: &TestApp, rows: &[[&str; 3]]) -> (String, String) {
        let mut page = "HARBOUR OFFICE\n\nSkipper             Plate         Due\n".to_owned();
        for [owner, sign, fee] in rows {
            page.push_str(&format!("{owner:<20}{sign:<14}{fee}\n"));
        }
        let file = [("boats.txt", page.into_bytes())];
        let made = self.owner.upload(&self.process_id, &file).await.expect(201);
        app.work().await;
        let id = text(&made["id"]);
        let results = self.owner.get(&format!("/results/{id}")).await.expect(200);
        (id, text(&results["results"][0]["documents"][0]["documentId"]))
    }

    async fn boats(&self, collection_id: &str) -> Value {
        let results = self.owner.get(&format!("/results/{collection_id}")).await.expect(200);
        results["results"][0]["documents"][0]["extractedData"]["boats"].clone()
    }

    async fn detect(&self, document_id: &str, body: Value) -> Value {
        let path = format!("/documents/{document_id}/tables/detect");
        self.owner.post(&path, &body).await.expect(200)["masks"].clone()
    }
}

const FLEET: &[[&str; 3]] = &[
    ["Ada Lovelace", "HH-101", "120.00"],
    ["Karl Gauss", "KI-202", "85.50"],
    ["Emmy Noether", "HB-303", "240.00"],
];

/// The printed texts of a table of boats, row by row, in the order of its columns.
fn printed(table: &Value) -> Vec<Vec<String>> {
    let cells = |row: &Value| {
        let cells = ["owner", "sign", "fee"].into_iter().filter_map(|header| row["cells"].get(header));
        cells.map(|cell| text(&cell["rawValue"])).collect()
    };
    table["rows"].as_array().expect("rows").iter().map(cells).collect()
}

async fn tables(found: &Reviewed) -> Vec<Value> {
    let path = format!("/documents/{}/tables", found.document_id);
    found.owner.get(&path).await.expect(200)["tables"].as_array().unwrap().clone()
}

async fn items(found: &Reviewed) -> Value {
    let results = found.owner.get(&format!("/results/{}", found.collection_id)).await.expect(200);
    results["results"][0]["documents"][0]["extractedData"]["items"].clone()
}

both! {
    async fn the_first_table_of_a_process_is_drawn_from_nothing_and_teaches_the_next_document(app: TestApp) {
        let harbour = Harbour::open(app).await;
        let (collection_id, document_id) = harbour.read(app, FLEET).await;
        assert_eq!(harbour.boats(&collection_id).await, json!([]));
        let masks = harbour.detect(&document_id, json!({"page": 0, "dataPoint": "boats"})).await;
        let mask = masks[0].clone();
        assert_eq!((mask["headers"].as_array().unwrap().len(), &mask["headerRows"]), (3, &json!(1)), "{mask}");
        let made = harbour.owner
            .post(&format!("/documents/{document_id}/tables"), &json!({"dataPoint": "boats", "mask": mask}))
            .await
            .expect(201);
        assert_eq!(printed(&made)[1], ["Karl Gauss", "KI-202", "85.50"]);
        assert_eq!((&made["decided"], &made["removed"], &made["masks"]), (&json!(true), &json!(false), &masks));
        let shown = harbour.boats(&collection_id).await;
        assert_eq!(shown[0]["id"], made["id"]);
        let fee = &shown[0]["rows"][2]["cells"]["fee"];
        assert_eq!((&fee["value"], &fee["converter"]["type"], &fee["source"]), (&json!("240.00"), &json!("amount"), &json!("person")));
        assert_eq!(fee["evidence"][0]["page"], 0);
        assert!(!fee["evidence"][0]["words"].as_array().unwrap().is_empty());
        let accept = format!("/collections/{collection_id}/accept");
        harbour.owner.post(&accept, &json!({})).await.expect(200);
        app.work().await;
        let (next, _) = harbour.read(app, &[["Mary Somerville", "HL-404", "99.00"], ["Carl Jacobi", "HB-505", "42.00"]]).await;
        let learned = harbour.boats(&next).await;
        assert_eq!(printed(&learned[0]), [["Mary Somerville", "HL-404", "99.00"], ["Carl Jacobi", "HB-505", "42.00"]]);
    }

    async fn a_grid_that_is_moved_reads_the_rows_again_and_keeps_what_a_person_put_right(app: TestApp) {
        let harbour = Harbour::open(app).await;
        let (collection_id, document_id) = harbour.read(app, FLEET).await;
        let masks = harbour.detect(&document_id, json!({"page": 0, "dataPoint": "boats"})).await;
        let path = format!("/documents/{document_id}/tables");
        let made = harbour.owner.post(&path, &json!({"dataPoint": "boats", "masks": masks})).await.expect(201);
        let table = format!("/tables/{}", text(&made["id"]));
        // A word that was read wrong is put right in the list of values.
        let cell = text(&made["rows"][0]["cells"]["sign"]["id"]);
        harbour.owner.patch(&format!("/annotations/{cell}"), &json!({"rawValue": "HH-1O1"})).await.expect(200);
        assert_eq!(printed(&harbour.boats(&collection_id).await[0])[0][1], "HH-1O1");
        // The last row is cut off, and the last column left out.
        let mut mask = masks[0].clone();
        let lines = mask["rows"].as_array().unwrap().clone();
        let bbox = mask["bbox"].as_array().unwrap().clone();
        mask["bbox"] = json!([bbox[0], bbox[1], bbox[2], lines.last().unwrap()]);
        mask["headers"][2] = Value::Null;
        let changed = harbour.owner.patch(&table, &json!({"mask": mask})).await.expect(200);
        assert_eq!(printed(&changed), [["Ada Lovelace", "HH-1O1"], ["Karl Gauss", "KI-202"]]);
        assert_eq!(changed["rows"][0]["cells"]["sign"]["id"], cell, "the cell is the same one");
        // Lines on the edges of the region are lines of their own already.
        mask["rows"].as_array_mut().unwrap().insert(0, bbox[1].clone());
        let same = harbour.owner.patch(&table, &json!({"mask": mask})).await.expect(200);
        assert_eq!(printed(&same), printed(&changed));
    }

    async fn rows_are_entered_pasted_and_put_in_another_order(app: TestApp) {
        let harbour = Harbour::open(app).await;
        let (collection_id, document_id) = harbour.read(app, FLEET).await;
        let path = format!("/documents/{document_id}/tables");
        let word = harbour.owner.get(&format!("/documents/{document_id}/pages/0/words")).await.expect(200)["words"][0].clone();
        let rows = json!([
            {"cells": {"owner": "Ida Rhodes", "fee": "1.234,50"}},
            {"cells": {"owner": "  ", "fee": null}},
            {"cells": {"owner": {"evidence": [{"page": 0, "bbox": word["bbox"]}]}, "fee": "soon"}},
        ]);
        let made = harbour.owner.post(&path, &json!({"dataPoint": "boats", "rows": rows})).await.expect(201);
        assert_eq!(printed(&made), [vec!["Ida Rhodes".to_owned(), "1.234,50".to_owned()], vec![text(&word["text"]), "soon".to_owned()]]);
        assert_eq!(made["rows"][0]["cells"]["fee"]["value"], "1234.50");
        let soon = &made["rows"][1]["cells"]["fee"];
        assert_eq!((&soon["value"], &soon["validationStatus"]["status"]), (&Value::Null, &json!("Failed")));
        assert_eq!(made["rows"][1]["cells"]["owner"]["evidence"][0]["words"], json!([0]));
        // The order is turned around; cells that are named by their ids stay as they are.
        let id = |row: usize, header: &str| json!({"id": made["rows"][row]["cells"][header]["id"]});
        let turned = json!([
            {"cells": {"owner": id(1, "owner"), "fee": {"id": made["rows"][1]["cells"]["fee"]["id"], "rawValue": "7"}}},
            {"cells": {"owner": id(0, "owner"), "fee": id(0, "fee")}},
        ]);
        let table = format!("/tables/{}", text(&made["id"]));
        let changed = harbour.owner.patch(&table, &json!({"rows": turned})).await.expect(200);
        assert_eq!(changed["rows"][1]["cells"], made["rows"][0]["cells"]);
        assert_eq!(changed["rows"][0]["cells"]["fee"]["value"], "7.00");
        assert_eq!(changed["rows"][0]["cells"]["fee"]["id"], made["rows"][1]["cells"]["fee"]["id"]);
        // A second table of the same data point stands beside it.
        let second = json!({"dataPoint": "boats", "rows": [{"cells": {"owner": "Joan Clarke"}}]});
        harbour.owner.post(&path, &second).await.expect(201);
        let shown = harbour.boats(&collection_id).await;
        assert_eq!((shown.as_array().unwrap().len(), printed(&shown[1])), (2, vec![vec!["Joan Clarke".to_owned()]]));
        // No rows at all is an empty table, not an error.
        let none = harbour.owner.patch(&table, &json!({"rows": []})).await.expect(200);
        assert_eq!(none["rows"], json!([]));
    }

    async fn ten_thousand_rows_are_taken_and_more_are_refused(app: TestApp) {
        let harbour = Harbour::open(app).await;
        let (collection_id, document_id) = harbour.read(app, FLEET).await;
        let path = format!("/documents/{document_id}/tables");
        let rows = |count: usize| -> Vec<Value> {
            (0..count).map(|at| json!({"cells": {"owner": format!("Boat {at}"), "fee": format!("{at}.50")}})).collect()
        };
        let made = harbour.owner.post(&path, &json!({"dataPoint": "boats", "rows": rows(10_000)})).await.expect(201);
        assert_eq!(made["rows"].as_array().unwrap().len(), 10_000);
        let shown = harbour.boats(&collection_id).await;
        assert_eq!(shown[0]["rows"][9_999]["cells"]["fee"]["value"], "9999.50");
        let table = format!("/tables/{}", text(&made["id"]));
        let refused = harbour.owner.patch(&table, &json!({"rows": rows(10_001)})).await;
        assert!(refused.problem(413)["detail"].to_string().contains("10000"), "{}", refused.problem(413));
    }

    async fn a_table_is_removed_and_restored_as_it_was(app: TestApp) {
        let found = reviewed(app).await;
        let before = items(&found).await;
        let id = text(&before[0]["id"]);
        let path = format!("/tables/{id}");
        assert_eq!(conflict(&found.owner.post(&format!("{path}/restore"), &json!({})).await), "table_not_removed");
        assert_eq!(found.owner.delete(&path).await.status, 204);
        assert_eq!(items(&found).await, json!([]));
        found.owner.delete(&path).await.problem(404);
        found.owner.patch(&path, &json!({"rows": []})).await.problem(404);
        let listed = tables(&found).await;
        let removed = listed.iter().find(|table| table["id"] == id.as_str()).unwrap();
        assert_eq!((&removed["removed"], removed["rows"].as_array().unwrap().len()), (&json!(true), before[0]["rows"].as_array().unwrap().len()));
        let restored = found.owner.post(&format!("{path}/restore"), &json!({})).await.expect(200);
        assert_eq!(restored["rows"], before[0]["rows"], "the machine's readings are what they were");
        assert_eq!(items(&found).await[0]["rows"], before[0]["rows"]);
    }

    async fn a_table_of_the_machine_has_a_grid_that_reads_the_same_cells(app: TestApp) {
        let found = reviewed(app).await;
        let listed = tables(&found).await;
        let table = listed.iter().find(|table| table["dataPoint"] == "items").unwrap();
        assert_eq!((&table["decided"], table["masks"].as_array().unwrap().is_empty()), (&json!(false), false));
        let amounts = |table: &Value| -> Vec<String> {
            table["rows"].as_array().unwrap().iter().filter_map(|row| row["cells"]["amount"]["value"].as_str().map(str::to_owned)).collect()
        };
        let path = format!("/tables/{}", text(&table["id"]));
        let laid = found.owner.patch(&path, &json!({"masks": table["masks"]})).await.expect(200);
        assert_eq!(amounts(&laid), amounts(table));
        assert_eq!(laid["decided"], true);
        let evidence = laid["evidence"].as_array().unwrap();
        assert_eq!(evidence.len(), table["masks"].as_array().unwrap().len());
    }

    async fn faults_of_a_table_are_named(app: TestApp) {
        let harbour = Harbour::open(app).await;
        let (collection_id, document_id) = harbour.read(app, FLEET).await;
        let path = format!("/documents/{document_id}/tables");
        let refused = async |body: Value| {
            let answer = harbour.owner.post(&path, &body).await;
            (answer.problem(400).to_string(), answer.locations())
        };
        let sound = json!({"page": 0, "bbox": [10, 10, 200, 200], "rows": [50], "columns": [100], "headers": ["owner", null]});
        let with = |field: &str, value: Value| {
            let mut mask = sound.clone();
            mask[field] = value;
            json!({"dataPoint": "boats", "mask": mask})
        };
        assert_eq!(refused(json!({})).await.1, ["body: dataPoint", "body: mask"]);
        assert_eq!(refused(json!({"dataPoint": "ships", "mask": sound})).await.1, ["body: dataPoint"]);
        assert_eq!(refused(json!({"dataPoint": "boats", "mask": sound, "masks": [sound]})).await.1, ["body: mask"]);
        assert_eq!(refused(json!({"dataPoint": "boats", "masks": []})).await.1, ["body: masks"]);
        assert_eq!(refused(json!({"dataPoint": "boats", "mask": {}})).await.1, ["body: mask.page", "body: mask.bbox", "body: mask.headers"]);
        assert_eq!(refused(json!({"dataPoint": "boats", "masks": [{"page": 0, "bbox": [1, 2], "rows": ["x"], "headers": 7}]})).await.1,
            ["body: masks[0].bbox", "body: masks[0].rows", "body: masks[0].headers"]);
        for (field, value, said) in [
            ("page", json!(7), "no page 7"),
            ("bbox", json!([10, 10, 20_000, 200]), "outside of page 0"),
            ("bbox", json!([10, 10, 11, 200]), "at least 4 points"),
            ("headers", json!(["owner"]), "2 columns, but there are 1 headers"),
            ("headers", json!(["owner", "age"]), "no column age"),
            ("headers", json!([null, null]), "at least one column needs a header"),
            ("headerRows", json!(2), "at least one row must be left"),
        ] {
            let (problem, locations) = refused(with(field, value)).await;
            assert!(problem.contains(said), "{said}: {problem}");
            assert!(locations.iter().all(|location| location == "body: masks"), "{locations:?}");
        }
        let rows = |cells: Value| json!({"dataPoint": "boats", "rows": [{"cells": cells}]});
        assert_eq!(refused(rows(json!({"age": "7"}))).await.1, ["body: rows"]);
        assert_eq!(refused(rows(json!({"owner": "x".repeat(10_001)}))).await.1, ["body: rows"]);
        let mut both = refused(rows(json!({"owner": 7, "fee": {}}))).await.1;
        both.sort();
        assert_eq!(both, ["body: rows[0].cells.fee.rawValue", "body: rows[0].cells.owner"]);
        let far = json!({"owner": {"rawValue": "x", "evidence": [{"page": 9, "bbox": [0, 0, 1, 1]}]}});
        assert_eq!(refused(rows(far)).await.1, ["body: evidence"]);
        let lines: Vec<u32> = (0..1_001).collect();
        harbour.owner.post(&path, &with("rows", json!(lines))).await.problem(413);
        let detect = format!("{path}/detect");
        for (body, location) in [(json!({}), "body: page"), (json!({"page": 9}), "body: page"), (json!({"page": 0, "dataPoint": "ships"}), "body: dataPoint"), (json!({"page": 0, "bbox": [1]}), "body: bbox")] {
            let answer = harbour.owner.post(&detect, &body).await;
            answer.problem(400);
            assert_eq!(answer.locations(), [location]);
        }
        let made = harbour.owner.post(&path, &json!({"dataPoint": "boats", "rows": []})).await.expect(201);
        harbour.owner.post(&format!("/collections/{collection_id}/accept"), &json!({"force": true})).await.expect(200);
        let table = format!("/tables/{}", text(&made["id"]));
        assert_eq!(conflict(&harbour.owner.patch(&table, &json!({"rows": []})).await), "not_reviewable");
        assert_eq!(conflict(&harbour.owner.delete(&table).await), "not_reviewable");
        assert_eq!(conflict(&harbour.owner.post(&path, &json!({"dataPoint": "boats", "rows": []})).await), "not_reviewable");
    }

    async fn grids_are_found_in_a_region_and_followed_over_pages(app: TestApp) {
        let harbour = Harbour::open(app).await;
        let many: Vec<[&str; 3]> = std::iter::repeat_n(["Grace Hopper", "HH-906", "12.00"], 100).collect();
        let (_, document_id) = harbour.read(app, &many).await;
        let document = harbour.owner.get(&format!("/documents/{document_id}")).await.expect(200);
        let pages = document["pages"].as_array().unwrap().len();
        assert!(pages > 1, "a hundred rows need more than a page");
        let masks = harbour.detect(&document_id, json!({"page": 0, "dataPoint": "boats"})).await;
        let bbox = masks[0]["bbox"].clone();
        let inside = harbour.detect(&document_id, json!({"page": 0, "dataPoint": "boats", "bbox": bbox})).await;
        assert_eq!((&inside[0]["bbox"], &inside[0]["columns"]), (&bbox, &masks[0]["columns"]));
        assert_eq!(harbour.detect(&document_id, json!({"page": 0, "bbox": [500, 5, 520, 10]})).await, json!([]));
        let following = harbour.detect(&document_id, json!({"following": masks[0]})).await;
        assert_eq!(following.as_array().unwrap().len(), pages - 1);
        assert_eq!(following[0]["headers"], masks[0]["headers"]);
        let mut all = vec![masks[0].clone()];
        all.extend(following.as_array().unwrap().clone());
        let path = format!("/documents/{document_id}/tables");
        let made = harbour.owner.post(&path, &json!({"dataPoint": "boats", "masks": all})).await.expect(201);
        assert_eq!(made["rows"].as_array().unwrap().len(), 100);
        assert_eq!(made["rows"][99]["cells"]["fee"]["evidence"][0]["page"], pages - 1);
    }
}
